// Loads PTX, which the driver has to compile: takes earlier results from the store, else compiles
// now and saves the result.
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

namespace larder::inline v1::images {

/// The origin of a loaded image.
enum class ImageOrigin {
  kBuild,     ///< machine code of the build's cache
  kStore,     ///< machine code of the store
  kCompiled,  ///< the driver compiled it now
  kLoaded,    ///< the driver had compiled it for another Device, which still has it
};

struct LoadedImage {
  std::shared_ptr<const driver::Image> image;
  ImageOrigin origin = ImageOrigin::kBuild;
  bool kept = false;  ///< the compiled image is in the store
};

/// The use of the store for an image.
struct StoreUse {
  detail::UserStore* store = nullptr;  ///< null: the kernel is sealed, and an entry has no seal
  bool refresh = false;                ///< load nothing from it
  bool keep = true;                    ///< save compiled images in it
};

/// `served`: the kernels in the PTX, as the entry will list them. The identity covers the
/// PTX, the driver's version and the exact compute capability. If the store is off, or there is
/// none, the driver takes the PTX itself.
[[nodiscard]] Result<LoadedImage> load_ptx_image(
    const std::shared_ptr<const driver::PrimaryContext>& context, const Candidate& candidate,
    std::vector<format::KernelInput> served, const StoreUse& use);

}  // namespace larder::inline v1::images

#endif  // LARDER_IMAGES_PTX_IMAGES_H
