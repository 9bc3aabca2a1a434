// PTX, which the driver has to compile: from the store what it made before, else made now and kept.
//
//   PTX ──identity──▶ store ──hit──▶ machine code ──load──▶ image
//                       └──miss──▶ driver's compiler ──▶ machine code ──save──▶ store
#ifndef LARDER_IMAGES_PTX_IMAGES_H
#define LARDER_IMAGES_PTX_IMAGES_H

#include <memory>
#include <string>

#include "larder/status.h"
#include "runtime/driver/image.h"
#include "runtime/images/catalogue.h"
#include "runtime/images/user_store.h"

namespace larder::inline v1::detail {

/// Where a loaded image came from.
enum class ImageOrigin {
  kBuild,     ///< machine code of the build's cache
  kStore,     ///< machine code of the store
  kCompiled,  ///< the driver compiled it now
  kLoaded,    ///< the driver had compiled it for another Device, which still has it
};

struct LoadedImage {
  std::shared_ptr<const driver::Image> image;
  ImageOrigin origin = ImageOrigin::kBuild;
  bool kept = false;  ///< what was compiled is in the store
};

/// What the store does for an image.
struct StoreUse {
  UserStore* store = nullptr;  ///< null: the kernel is sealed, and an entry has no seal
  bool refresh = false;        ///< it is not asked, only told
  bool keep = true;            ///< it is told what was compiled
};

/// `served`: the kernels that the PTX holds, as the entry is to list them. The identity covers the
/// PTX, the driver's version and the exact compute capability. Where the store is off, or there is
/// none, the driver takes the PTX itself.
[[nodiscard]] Result<LoadedImage> load_ptx_image(
    const std::shared_ptr<const driver::PrimaryContext>& context, const Candidate& candidate,
    std::vector<format::KernelInput> served, const StoreUse& use);

}  // namespace larder::inline v1::detail

#endif  // LARDER_IMAGES_PTX_IMAGES_H
