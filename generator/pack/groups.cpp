#include "generator/pack/groups.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <numeric>
#include <set>

#include "generator/nvcc/files.h"

namespace larder::pack {
namespace {

/// Changes whenever a change in Larder gives the same kernels another image.
constexpr int kImageSchema = 2;

std::size_t root_of(std::vector<std::size_t>& parents, std::size_t at) {
  while (parents[at] != at) at = parents[at] = parents[parents[at]];
  return at;
}

/// Joins the kernels that use the same writable variable: parents[i] leads to the first of
/// i's group.
std::vector<std::size_t> joined(const std::vector<const ManifestKernel*>& kernels,
                                const std::set<std::string>& constants) {
  std::vector<std::size_t> parents(kernels.size());
  std::iota(parents.begin(), parents.end(), std::size_t{0});
  std::map<std::string, std::size_t> first_user;
  for (std::size_t i = 0; i < kernels.size(); ++i) {
    for (const std::string& variable : kernels[i]->variables) {
      if (constants.contains(variable)) continue;
      const std::size_t user = root_of(parents, first_user.emplace(variable, i).first->second);
      const std::size_t own = root_of(parents, i);
      parents[std::max(user, own)] = std::min(user, own);
    }
  }
  return parents;
}

}  // namespace

std::vector<std::string> Group::symbols() const {
  std::vector<std::string> out;
  out.reserve(kernels.size());
  for (const ManifestKernel* kernel : kernels) out.push_back(kernel->symbol);
  return out;
}

std::string Group::text() const {
  const std::string& first = kernels.front()->name;
  return kernels.size() == 1 ? first
                             : first + " and " + std::to_string(kernels.size() - 1) + " more";
}

std::vector<Group> groups_of(const Manifest& manifest, unsigned compute_capability) {
  std::vector<const ManifestKernel*> kernels;
  for (const ManifestKernel& kernel : manifest.kernels)
    if (kernel.key_for(compute_capability) != nullptr) kernels.push_back(&kernel);
  std::ranges::sort(kernels, {}, &ManifestKernel::symbol);
  std::vector<std::size_t> parents = joined(kernels, constant_symbols(manifest));
  std::map<std::size_t, Group> groups;
  for (std::size_t i = 0; i < kernels.size(); ++i)
    groups[root_of(parents, i)].kernels.push_back(kernels[i]);
  std::vector<Group> out;
  out.reserve(groups.size());
  for (auto& [first, group] : groups) out.push_back(std::move(group));
  return out;
}

std::vector<const ManifestKernel*> company_of(const Group& group, const Manifest& manifest,
                                              unsigned compute_capability) {
  if (manifest.whole.empty()) return group.kernels;
  std::vector<const ManifestKernel*> out;
  for (const ManifestKernel& kernel : manifest.kernels) {
    const bool beside = std::ranges::any_of(
        group.kernels, [&](const ManifestKernel* own) { return own->location == kernel.location; });
    if (beside && kernel.key_for(compute_capability) != nullptr) out.push_back(&kernel);
  }
  std::ranges::sort(out, {}, &ManifestKernel::symbol);
  return out;
}

std::string image_identity(const Group& group, const Manifest& manifest, const Arch& arch,
                           const Compilation& compilation) {
  // Every field ends with a byte that none of them can hold, so no two lists read alike.
  std::string text = "larder image " + std::to_string(kImageSchema) + '\0' + LARDER_VERSION + '\0' +
                     arch.text() + '\0' + compilation.identity + '\0' +
                     (manifest.whole.empty() ? "variant" : "whole") + '\0';
  for (const ManifestKernel* kernel : group.kernels) text += kernel->symbol + '\0';
  text += '\0';
  for (const ManifestKernel* kernel : company_of(group, manifest, arch.number))
    text += kernel->symbol + '\0' + format::to_hex(*kernel->key_for(arch.number)) + '\0';
  return nvcc::digest_text(text);
}

}  // namespace larder::pack
