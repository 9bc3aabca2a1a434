#include "generator/proof.h"

#include <algorithm>
#include <map>
#include <utility>

#include "generator/emit/cuda.h"
#include "generator/nvcc/files.h"

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

/// The first part in `from` that `in` lacks; null: none.
const Part* missing(const PartsOfKernel& from, const PartsOfKernel& in) {
  const auto found = std::ranges::find_if(
      from, [&](const auto& entry) { return in.count(entry.first) != from.count(entry.first); });
  return found == from.end() ? nullptr : found->second;
}

std::string name_of(const Part& part) { return part.what.empty() ? part.symbol : part.what; }

/// Makes keys cover all of the text: nvcc's preprocessor may choose any of it by answers that only
/// it knows, or a debugger will show it.
void cover_text(View& view) {
  Part all{"", "text", {}, ""};
  for (const std::string& file : view.dependencies) {
    const Result<std::string> text = nvcc::read_file(file);
    all.text += text ? *text : file;
    all.text += '\0';
  }
  for (Kernel& kernel : view.kernels) kernel.parts.push_back(view.parts.size());
  view.parts.push_back(std::move(all));
}

Status prove(View& view, ScanRequest request, Worlds& worlds) {
  if (view.kernels.empty() || !view.whole.empty()) return {};
  const Result<const MacroWorld*> world = worlds.device(view.architecture);
  if (!world) return world.status();
  request.architecture = view.architecture;
  request.world = *world;
  request.definitions = worlds.definitions();
  view.whole = difference(view, scan_variant(request, cuda_section(view)));
  return {};
}

std::string unanswered(const Unanswered& open) {
  return "it asks " + (open.question.empty() ? open.macro : open.question) + " (" +
         open.where.text() + "), which only nvcc's preprocessor can answer";
}

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

Status prove_variants(std::vector<View>& views, const ScanRequest& request, Worlds& worlds) {
  for (View& view : views) {
    if (!view.unanswered.empty() && view.whole.empty())
      view.whole = unanswered(view.unanswered.front());
    if (Status s = prove(view, request, worlds); !s) return s;
    // Only after the comparison: the variant's text differs.
    if (!view.unanswered.empty() || worlds.debug()) cover_text(view);
  }
  return {};
}

}  // namespace larder::generate
