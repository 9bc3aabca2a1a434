#include "runtime/device/gpu_images.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <tuple>
#include <utility>

#include "runtime/choose/reasons.h"
#include "runtime/device/log.h"
#include "runtime/device/ptx_images.h"

namespace larder::detail {
namespace {

using SharedImage = std::shared_ptr<const driver::Image>;
using SharedContext = std::shared_ptr<const driver::PrimaryContext>;

/// What loading needs besides the image itself.
struct Loading {
  const SharedContext& context;
  const Catalogue& catalogue;
  UserStore& store;
  bool refresh = false;
  std::set<format::Digest> refreshed = {};  ///< the images of this opening that are done
  std::set<format::Digest> compiled = {};   ///< by the driver, in this opening
};

Result<LoadedImage> load_binary(const SharedContext& context, const Candidate& candidate) {
  const auto bytes = candidate.cache->image(candidate.key, candidate.entry);
  if (!bytes.ok()) return bytes.status();
  const Result<SharedImage> image = driver::Image::load_binary(context, *bytes);
  if (!image.ok()) return image.status().with_context(text_of(candidate));
  return LoadedImage{*image, Origin::kBuild};
}

Result<LoadedImage> read_and_load(const Loading& loading, const Candidate& candidate, bool sealed) {
  log::write(log::Level::kDebug,
             fmt::format("loading {} from {}, {} bytes", candidate.entry.target.text(),
                         candidate.cache->path(), candidate.entry.size));
  if (candidate.entry.target.kind != format::ImageKind::kPtx) {
    return load_binary(loading.context, candidate);
  }
  return load_ptx_image(loading.context, candidate, loading.catalogue.served_by(candidate),
                        sealed ? nullptr : &loading.store, loading.refresh);
}

/// The images that are loaded now, by context and content, so that several Device objects on one
/// GPU share them; sealed kernels only with sealed ones, since others' may come from the store.
/// Entries do not keep images alive.
class ImageTable {
 public:
  Result<LoadedImage> get(Loading& loading, const Candidate& candidate, bool sealed) {
    const format::Digest checksum = candidate.cache->index().image(candidate.entry.image).checksum;
    const std::lock_guard lock(mutex_);
    Slot& slot = images_[{loading.context->handle(), checksum, sealed}];
    SharedImage there = slot.image.lock();
    const bool anew = loading.refresh && loading.refreshed.insert(checksum).second;
    if (there != nullptr && !anew) {
      // Each kernel of the image waited for the driver, but only at the opening that compiled it.
      const bool earlier = slot.origin == Origin::kCompiled && !loading.compiled.contains(checksum);
      return LoadedImage{std::move(there), earlier ? Origin::kLoaded : slot.origin};
    }
    Result<LoadedImage> image = read_and_load(loading, candidate, sealed);
    if (!image.ok()) return image;
    slot = {image->image, image->origin};
    if (image->origin == Origin::kCompiled) loading.compiled.insert(checksum);
    return image;
  }

 private:
  struct Slot {
    std::weak_ptr<const driver::Image> image;
    Origin origin = Origin::kBuild;
  };

  std::mutex mutex_;
  std::map<std::tuple<driver::CuContext, format::Digest, bool>, Slot> images_;
};

ImageTable& image_table() {
  static ImageTable table;
  return table;
}

std::string hit_text(const Candidate& candidate, Origin origin) {
  if (origin == Origin::kStore) return "machine code of the store";
  if (origin == Origin::kBuild) return text_of(candidate);
  return text_of(candidate) + ", compiled for another device of this process";
}

void count(const KernelSource& source, const Candidate& candidate, Origin origin, UserStore& store,
           Misses& misses) {
  if (origin == Origin::kCompiled) {
    misses.push_back(
        store.miss({source.record->name, "the driver compiled " + text_of(candidate)}));
  } else {
    store.hit(source.record->name, hit_text(candidate, origin));
  }
}

/// Loads one kernel's image, if it is not loaded yet, and proves that the kernel is in it.
Status add_kernel(Loading& loading, const KernelSource& source, const Candidate& candidate,
                  LoadedKernels& loaded) {
  const Result<LoadedImage> got = image_table().get(loading, candidate, source.sealed);
  if (!got.ok()) return got.status();
  const SharedImage& image = got->image;
  loaded.kernels.push_back(std::make_unique<GpuKernel>(*source.record, image, Status()));
  if (std::find(loaded.images.begin(), loaded.images.end(), image) == loaded.images.end())
    loaded.images.push_back(image);
  Status status = image->contains(source.record->symbol);
  if (status.ok() && loaded.targets.insert(candidate.entry.target).second)
    status = loaded.kernels.back()->prepare(*loading.context, 0).status();
  if (status.ok()) count(source, candidate, got->origin, loading.store, loaded.misses);
  return status.with_context(text_of(candidate));
}

Status why_no_image(const choose::Facts& facts, std::size_t kernel) {
  const std::vector<std::string> reasons = choose::missing_reasons(facts, {kernel});
  return {Code::kNotFound,
          fmt::format("launch of {}: {}", facts.kernels[kernel].name, reasons.front())};
}

}  // namespace

Result<LoadedKernels> load_kernels(const SharedContext& context, const Catalogue& catalogue,
                                   const choose::Facts& facts, const choose::Decision& decision,
                                   UserStore& store, bool refresh) {
  Loading loading{context, catalogue, store, refresh};
  LoadedKernels loaded;
  for (std::size_t i = 0; i < catalogue.kernels().size(); ++i) {
    const KernelSource& source = catalogue.kernels()[i];
    if (!decision.images[i]) {
      loaded.kernels.push_back(
          std::make_unique<GpuKernel>(*source.record, nullptr, why_no_image(facts, i)));
      continue;
    }
    Status status = add_kernel(loading, source, source.candidates[*decision.images[i]], loaded);
    if (!status.ok()) return status;
  }
  return loaded;
}

}  // namespace larder::detail
