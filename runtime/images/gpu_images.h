// Reads, checks and loads the images of a decision.
//
//   catalogue + decision ──image table──▶ images, read, checked, compiled, loaded ──▶ kernels
#ifndef LARDER_IMAGES_GPU_IMAGES_H
#define LARDER_IMAGES_GPU_IMAGES_H

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <set>
#include <unordered_set>
#include <vector>

#include "larder/status.h"
#include "runtime/choose/choose.h"
#include "runtime/driver/context.h"
#include "runtime/images/catalogue.h"
#include "runtime/images/gpu_kernel.h"
#include "runtime/images/readiness.h"
#include "runtime/images/user_store.h"

namespace larder::inline v1::images {

/// One kernel, as the first of its modules has it.
struct LoadedKernel {
  std::uint64_t module = 0;
  SharedGpuKernel kernel;  ///< without an image, a launch is an error
};

/// One image, with the variables of one module.
struct OwnedImage {
  std::uint64_t owner = 0;  ///< the module's number
  std::shared_ptr<const driver::Image> image;
};

struct LoadedKernels {
  std::vector<LoadedKernel> kernels;      ///< in the catalogue's order
  std::vector<OwnedImage> images;         ///< each once
  std::set<format::Target> targets;       ///< those with one loaded function
  std::size_t compiled = 0;               ///< images that the driver compiled now
  std::chrono::nanoseconds compiling{0};  ///< the time they took
  bool kept = false;                      ///< in the store
  std::size_t from_store = 0;             ///< images that the driver compiled at an earlier start
  std::unordered_set<const driver::Image*> seen = {};  ///< those of `images`
};

/// The sources of images besides the build's caches, and the receiver of reports.
struct ImageSources {
  detail::UserStore& store;
  Readiness& readiness;
  bool refresh = false;  ///< the driver compiles PTX anew, and the store's entries are replaced
  bool keep = true;      ///< images that the driver compiles are saved
};

/// Loads the images that `decision` chose from `catalogue`, and one function of each target, so
/// that an image that can't run on this device fails now and not at some launch. The other
/// functions are loaded when they are first launched. Images that another Device of this process
/// has loaded on the same GPU are shared with it. Returns the first failure, with the index's path.
[[nodiscard]] Result<LoadedKernels> load_kernels(
    const std::shared_ptr<const driver::PrimaryContext>& context, const Catalogue& catalogue,
    const choose::Facts& facts, const choose::Decision& decision, const ImageSources& use);

}  // namespace larder::inline v1::images

#endif  // LARDER_IMAGES_GPU_IMAGES_H
