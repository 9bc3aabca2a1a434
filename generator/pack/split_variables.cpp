#include "generator/pack/split_variables.h"

#include <algorithm>
#include <map>

namespace larder::pack {
namespace {

struct Use {
  std::string name;
  std::vector<std::string> sources;
  bool written = false;
};

bool is_used(const Manifest& manifest, const std::string& symbol) {
  return std::ranges::any_of(manifest.kernels, [&](const ManifestKernel& kernel) {
    return std::ranges::find(kernel.variables, symbol) != kernel.variables.end();
  });
}

}  // namespace

std::vector<SplitVariable> split_variables(const std::vector<const Manifest*>& manifests) {
  std::map<std::string, Use> uses;
  for (const Manifest* manifest : manifests)
    for (const manifest::Variable& variable : manifest->variables) {
      if (variable.constant || variable.is_internal) continue;
      if (!is_used(*manifest, variable.symbol)) continue;
      Use& use = uses[variable.symbol];
      use.name = variable.name;
      use.written |= variable.is_mutable;
      if (std::ranges::find(use.sources, manifest->source) == use.sources.end())
        use.sources.push_back(manifest->source);
    }
  std::vector<SplitVariable> out;
  for (auto& [symbol, use] : uses)
    if (use.written && use.sources.size() > 1)
      out.push_back({std::move(use.name), std::move(use.sources)});
  return out;
}

}  // namespace larder::pack
