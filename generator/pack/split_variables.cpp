#include "generator/pack/split_variables.h"

#include <algorithm>
#include <map>
#include <utility>

namespace larder::pack {
namespace {

struct Use {
  std::string name;
  std::vector<std::string> sources;
  bool written = false;
};

bool uses(const ManifestKernel& kernel, const std::string& symbol) {
  return std::ranges::find(kernel.variables, symbol) != kernel.variables.end();
}

bool is_used(const Manifest& manifest, const std::string& symbol) {
  return std::ranges::any_of(manifest.kernels,
                             [&](const ManifestKernel& kernel) { return uses(kernel, symbol); });
}

// The first variable that the kernel uses and that belongs to its source; null: there is none.
const manifest::Variable* own_variable(const Manifest& manifest, const ManifestKernel& kernel) {
  const auto found = std::ranges::find_if(manifest.variables, [&](const auto& variable) {
    return !variable.linkage.empty() && variable.is_mutable && uses(kernel, variable.symbol);
  });
  return found == manifest.variables.end() ? nullptr : &*found;
}

}  // namespace

std::vector<SplitVariable> split_variables(const std::vector<const Manifest*>& manifests) {
  std::map<std::string, Use> uses_of;
  for (const Manifest* manifest : manifests)
    for (const manifest::Variable& variable : manifest->variables) {
      if (variable.constant || !variable.linkage.empty()) continue;
      if (!is_used(*manifest, variable.symbol)) continue;
      Use& use = uses_of[variable.symbol];
      use.name = variable.name;
      use.written |= variable.is_mutable;
      if (std::ranges::find(use.sources, manifest->source) == use.sources.end())
        use.sources.push_back(manifest->source);
    }
  std::vector<SplitVariable> out;
  for (auto& [symbol, use] : uses_of)
    if (use.written && use.sources.size() > 1)
      out.push_back({std::move(use.name), std::move(use.sources)});
  return out;
}

std::vector<MergedKernel> merged_kernels(const std::vector<const Manifest*>& manifests) {
  std::map<std::string, MergedKernel> found;
  for (const Manifest* manifest : manifests)
    for (const ManifestKernel& kernel : manifest->kernels) {
      if (!kernel.linkage.empty()) continue;
      const manifest::Variable* const variable = own_variable(*manifest, kernel);
      if (variable == nullptr) continue;
      MergedKernel& merged = found[kernel.symbol];
      merged.name = kernel.name;
      merged.variable = variable->name;
      merged.sources.push_back(manifest->source);
    }
  std::vector<MergedKernel> out;
  for (auto& [symbol, merged] : found)
    if (merged.sources.size() > 1) out.push_back(std::move(merged));
  return out;
}

}  // namespace larder::pack
