#include "generator/pack/split_variables.h"

#include <algorithm>
#include <map>
#include <string_view>

namespace larder::pack {
namespace {

struct Use {
  std::string name;
  std::vector<std::string> sources;
  bool written = false;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Removes "5model" from the front; false if it does not begin with a length.
bool skip_name(std::string_view& text) {
  std::size_t length = 0;
  std::size_t digits = 0;
  for (; digits < text.size() && is_digit(text[digits]); ++digits)
    length = 10 * length + static_cast<std::size_t>(text[digits] - '0');
  if (digits == 0 || length > text.size() - digits) return false;
  text.remove_prefix(digits + length);
  return true;
}

bool is_used(const Manifest& manifest, const std::string& symbol) {
  return std::ranges::any_of(manifest.kernels, [&](const ManifestKernel& kernel) {
    return std::ranges::find(kernel.variables, symbol) != kernel.variables.end();
  });
}

}  // namespace

// Itanium's mangling marks an internal name by an L before its length.
bool has_internal_linkage(std::string_view symbol) {
  if (!symbol.starts_with("_Z")) return false;
  if (symbol.find("_GLOBAL__N_") != std::string_view::npos) return true;
  symbol.remove_prefix(2);
  if (symbol.starts_with('N')) symbol.remove_prefix(1);
  while (skip_name(symbol)) continue;
  return symbol.starts_with('L');
}

std::vector<SplitVariable> split_variables(const std::vector<const Manifest*>& manifests) {
  std::map<std::string, Use> uses;
  for (const Manifest* manifest : manifests)
    for (const manifest::Variable& variable : manifest->variables) {
      if (variable.constant || has_internal_linkage(variable.symbol)) continue;
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
