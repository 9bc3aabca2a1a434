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

/// Whether its code has a constant that Clang makes of many expressions, and nvcc does not: one
/// that is no number (nvcc's has the sign that x86 gives it), or that has any value since C++
/// defines none.
bool has_open_constant(const Kernel& kernel, const View& view) {
  return std::ranges::any_of(kernel.parts, [&](std::size_t part) {
    const std::string& text = view.parts[part].text;
    return text.find("0x7FF8000000000000") != std::string::npos ||
           text.find(" poison, ptr ") != std::string::npos;
  });
}

/// Whether keys must cover all of the text: nvcc's preprocessor may choose any of it by answers
/// that only it knows, its front end may take it otherwise, or a debugger will show it.
bool is_open(const View& view, const Worlds& worlds) {
  return !view.unanswered.empty() || view.covers_text || worlds.debug();
}

/// Makes the keys of `kernels` cover all of the text.
void cover_text(View& view, const std::vector<Kernel*>& kernels) {
  if (kernels.empty()) return;
  Part all{"", "text", {}, ""};
  for (const std::string& file : view.dependencies) {
    const Result<std::string> text = nvcc::read_file(file);
    all.text += text ? *text : file;
    all.text += '\0';
  }
  for (Kernel* kernel : kernels) kernel->parts.push_back(view.parts.size());
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

/// Leaves it to nvcc what a macro is that tells sm_90a from sm_90.
void leave_twins_open(View& view, const Worlds& worlds) {
  if (!worlds.has_twins()) return;
  const auto asked = std::ranges::find_if(view.asked, [](const std::string& macro) {
    return macro.starts_with("__CUDA_ARCH_FEAT_SM") || macro == "__CUDA_ARCH_SPECIFIC__" ||
           macro == "__CUDA_ARCH_FAMILY_SPECIFIC__";
  });
  if (asked == view.asked.end()) return;
  view.covers_text = true;
  if (view.whole.empty())
    view.whole = "it asks " + *asked +
                 ", which is not the same for all of the architectures with one number";
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
    leave_twins_open(view, worlds);
    if (Status s = prove(view, request, worlds); !s) return s;
    // Only after the comparison: the variant's text differs.
    std::vector<Kernel*> covered;
    for (Kernel& kernel : view.kernels)
      if (is_open(view, worlds) || has_open_constant(kernel, view)) covered.push_back(&kernel);
    cover_text(view, covered);
  }
  return {};
}

}  // namespace larder::generate
