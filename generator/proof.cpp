#include "generator/proof.h"

#include <algorithm>
#include <map>
#include <utility>

#include "generator/emit/cuda.h"

namespace larder::generate {
namespace {

using PartsOfKernel = std::multimap<std::pair<std::string_view, std::string_view>, const Part*>;

PartsOfKernel parts_of(const Kernel& kernel, const std::vector<Part>& parts) {
  PartsOfKernel out;
  for (const std::size_t index : kernel.parts)
    out.emplace(
        std::pair<std::string_view, std::string_view>(parts[index].symbol, parts[index].text),
        &parts[index]);
  return out;
}

/// The first part of one that the other has not; null: none.
const Part* missing(const PartsOfKernel& from, const PartsOfKernel& in) {
  const auto found = std::ranges::find_if(
      from, [&](const auto& entry) { return in.count(entry.first) != from.count(entry.first); });
  return found == from.end() ? nullptr : found->second;
}

std::string name_of(const Part& part) { return part.what.empty() ? part.symbol : part.what; }

}  // namespace

std::string difference(const View& source, const VariantCode& variant) {
  if (!variant.error.empty()) return "its CUDA variant does not parse: " + variant.error;
  for (const Kernel& kernel : source.kernels) {
    const auto same = std::ranges::find(variant.kernels, kernel.symbol, &Kernel::symbol);
    if (same == variant.kernels.end())
      return "kernel " + kernel.name + " is missing in its CUDA variant";
    const PartsOfKernel own = parts_of(kernel, source.parts);
    const PartsOfKernel others = parts_of(*same, variant.parts);
    const Part* part = missing(own, others);
    if (part == nullptr) part = missing(others, own);
    if (part != nullptr)
      return name_of(*part) + ", reached from kernel " + kernel.name +
             ", is other code in its CUDA variant";
  }
  return {};
}

void prove_variants(std::vector<View>& views, ScanRequest request) {
  // What a forced file declares is in the variant as far as it is reached, and nvcc gets no other.
  std::erase_if(request.flags,
                [](const std::string& flag) { return flag.rfind("-include", 0) == 0; });
  for (View& view : views) {
    if (view.kernels.empty() || !view.whole.empty()) continue;
    request.architecture = view.architecture;
    view.whole = difference(view, scan_variant(request, cuda_section(view)));
  }
}

}  // namespace larder::generate
