#include "runtime/device/gpu_images.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "runtime/choose/reasons.h"
#include "runtime/device/image_table.h"

namespace larder::detail {
namespace {

std::string hit_text(const Candidate& candidate, Origin origin, const UserStore& store) {
  if (origin == Origin::kStore) {
    const std::string folder = store.folder();
    return "machine code of the store" + (folder.empty() ? "" : " " + folder);
  }
  if (origin == Origin::kBuild) return text_of(candidate);
  return text_of(candidate) + ", compiled for another device of this process";
}

void count(const KernelSource& source, const Candidate& candidate, Origin origin,
           const ImageUse& use) {
  if (origin == Origin::kCompiled) {
    use.look_ups.miss(source.record->name, "the driver compiled " + text_of(candidate));
  } else {
    use.look_ups.hit(source.record->name, hit_text(candidate, origin, use.store));
  }
}

/// Loads one kernel's image, if it is not loaded yet, and proves that the kernel is in it.
Status add_kernel(Loading& loading, const KernelSource& source, const WantedImage& wanted,
                  LoadedKernels& loaded, const ImageUse& use) {
  const Candidate& candidate = wanted.candidate;
  const Result<LoadedImage> got = ImageTable::of_process().get(loading, wanted);
  if (!got.ok()) return got.status();
  const auto& image = got->image;
  loaded.kernels.push_back(std::make_unique<GpuKernel>(*source.record, image, Status()));
  if (std::find(loaded.images.begin(), loaded.images.end(), image) == loaded.images.end()) {
    loaded.images.push_back(image);
    if (got->origin == Origin::kStore) ++loaded.from_store;
    loaded.kept |= got->kept;
  }
  Status status = image->contains(source.record->symbol);
  if (status.ok() && loaded.targets.insert(candidate.entry.target).second)
    status = loaded.kernels.back()->prepare(*loading.context, 0).status();
  if (status.ok()) count(source, candidate, got->origin, use);
  return status.with_context(text_of(candidate));
}

Status why_no_image(const choose::Facts& facts, std::size_t kernel) {
  const std::vector<std::string> reasons = choose::missing_reasons(facts, {kernel});
  return {Code::kNotFound,
          fmt::format("launch of {}: {}", facts.kernels[kernel].name, reasons.front())};
}

/// Those of the kernels that have one, in their order; the disk is told of all of them.
std::vector<WantedImage> wanted_images(const Catalogue& catalogue,
                                       const choose::Decision& decision) {
  std::vector<WantedImage> wanted;
  wanted.reserve(decision.images.size());
  for (std::size_t i = 0; i < decision.images.size(); ++i) {
    if (!decision.images[i]) continue;
    const KernelSource& source = catalogue.kernels()[i];
    const Candidate& candidate = source.candidates[*decision.images[i]];
    candidate.cache->expect(candidate.entry);
    wanted.push_back({candidate, source.sealed});
  }
  return wanted;
}

}  // namespace

Result<LoadedKernels> load_kernels(const std::shared_ptr<const driver::PrimaryContext>& context,
                                   const Catalogue& catalogue, const choose::Facts& facts,
                                   const choose::Decision& decision, const ImageUse& use) {
  Loading loading{context, catalogue, use.store, use.refresh, use.keep};
  const std::vector<WantedImage> wanted = wanted_images(catalogue, decision);
  const auto start = std::chrono::steady_clock::now();
  ImageTable::of_process().load_ahead(loading, wanted);
  LoadedKernels loaded;
  loaded.compiling = std::chrono::steady_clock::now() - start;
  auto image = wanted.begin();
  for (std::size_t i = 0; i < catalogue.kernels().size(); ++i) {
    const KernelSource& source = catalogue.kernels()[i];
    if (!decision.images[i]) {
      loaded.kernels.push_back(
          std::make_unique<GpuKernel>(*source.record, nullptr, why_no_image(facts, i)));
      continue;
    }
    Status status = add_kernel(loading, source, *image++, loaded, use);
    if (!status.ok()) return status;
  }
  loaded.compiled = loading.compiled.size();
  return loaded;
}

}  // namespace larder::detail
