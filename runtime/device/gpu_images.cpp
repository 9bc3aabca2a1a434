#include "runtime/device/gpu_images.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <tuple>
#include <utility>

#include "runtime/choose/reasons.h"
#include "runtime/device/log.h"

namespace larder::detail {
namespace {

using SharedImage = std::shared_ptr<const driver::Image>;
using SharedContext = std::shared_ptr<const driver::PrimaryContext>;

Result<SharedImage> read_and_load(const SharedContext& context, const Candidate& candidate) {
  const auto bytes = candidate.cache->image(candidate.key, candidate.entry);
  if (!bytes.ok()) return bytes.status();
  log::write(log::Level::kDebug,
             fmt::format("loading {} from {}, {} bytes", candidate.entry.target.text(),
                         candidate.cache->path(), bytes->size()));
  Result<SharedImage> image = candidate.entry.target.kind == format::ImageKind::kPtx
                                  ? driver::Image::load_ptx(context, *bytes)
                                  : driver::Image::load_binary(context, *bytes);
  if (image.ok()) return image;
  return image.status().with_context(
      fmt::format("{} of index {}", candidate.entry.target.text(), candidate.cache->path()));
}

/// The images that are loaded now, by context and content, so that several Device objects on one
/// GPU share them. Entries do not keep images alive.
class ImageTable {
 public:
  Result<SharedImage> get(const SharedContext& context, const Candidate& candidate) {
    const format::Digest checksum = candidate.cache->index().image(candidate.entry.image).checksum;
    const std::lock_guard lock(mutex_);
    std::weak_ptr<const driver::Image>& slot = images_[{context->handle(), checksum}];
    if (SharedImage image = slot.lock()) return image;
    Result<SharedImage> image = read_and_load(context, candidate);
    if (image.ok()) slot = *image;
    return image;
  }

 private:
  std::mutex mutex_;
  std::map<std::pair<driver::CuContext, format::Digest>, std::weak_ptr<const driver::Image>>
      images_;
};

ImageTable& image_table() {
  static ImageTable table;
  return table;
}

/// Loads one kernel's image, if it is not loaded yet, and proves that the kernel is in it.
Status add_kernel(const SharedContext& context, const KernelSource& source,
                  const Candidate& candidate, LoadedKernels& loaded) {
  Result<SharedImage> image = image_table().get(context, candidate);
  if (!image.ok()) return image.status();
  loaded.kernels.push_back(std::make_unique<GpuKernel>(*source.record, *image, Status()));
  if (std::find(loaded.images.begin(), loaded.images.end(), *image) == loaded.images.end())
    loaded.images.push_back(*image);
  Status status = (*image)->contains(source.record->symbol);
  if (status.ok() && loaded.targets.insert(candidate.entry.target).second)
    status = loaded.kernels.back()->prepare(*context, 0).status();
  return status.with_context(
      fmt::format("{} of index {}", candidate.entry.target.text(), candidate.cache->path()));
}

Status why_no_image(const choose::Facts& facts, std::size_t kernel) {
  const std::vector<std::string> reasons = choose::missing_reasons(facts, {kernel});
  return {Code::kNotFound,
          fmt::format("launch of {}: {}", facts.kernels[kernel].name, reasons.front())};
}

}  // namespace

Result<LoadedKernels> load_kernels(const SharedContext& context, const Catalogue& catalogue,
                                   const choose::Facts& facts, const choose::Decision& decision) {
  LoadedKernels loaded;
  for (std::size_t i = 0; i < catalogue.kernels().size(); ++i) {
    const KernelSource& source = catalogue.kernels()[i];
    if (!decision.images[i]) {
      loaded.kernels.push_back(
          std::make_unique<GpuKernel>(*source.record, nullptr, why_no_image(facts, i)));
      continue;
    }
    Status status = add_kernel(context, source, source.candidates[*decision.images[i]], loaded);
    if (!status.ok()) return status;
  }
  return loaded;
}

}  // namespace larder::detail
