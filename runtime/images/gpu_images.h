// The images of a decision, read, checked and loaded.
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

namespace larder::inline v1::detail {

/// One kernel, as the first of its modules has it.
struct LoadedKernel {
  std::uint64_t module = 0;
  SharedGpuKernel kernel;  ///< without an image it says so when it is launched
};

/// One image, with the variables of one module.
struct OwnedImage {
  std::uint64_t owner = 0;  ///< the module's number
  std::shared_ptr<const driver::Image> image;
};

struct LoadedKernels {
  std::vector<LoadedKernel> kernels;      ///< in the catalogue's order
  std::vector<OwnedImage> images;         ///< each once
  std::set<format::Target> targets;       ///< of which one function is loaded
  std::size_t compiled = 0;               ///< images that the driver made now
  std::chrono::nanoseconds compiling{0};  ///< what they took
  bool kept = false;                      ///< in the store
  std::size_t from_store = 0;             ///< images that the driver made at an earlier start
  std::unordered_set<const driver::Image*> seen = {};  ///< those of `images`
};

/// Where images may come from besides the build's caches, and who hears of it.
struct ImageSources {
  UserStore& store;
  Readiness& readiness;
  bool refresh = false;  ///< what the driver compiles goes through the store anew
  bool keep = true;      ///< what the driver compiles is saved
};

/// Loads what `decision` chose from `catalogue`, and one function of each target, so that what
/// cannot run on this device fails now and not at some launch; the other functions are loaded when
/// they are first launched. Images that another Device of this process has loaded on the same GPU
/// are shared with it. The first failure, with the index's path.
[[nodiscard]] Result<LoadedKernels> load_kernels(
    const std::shared_ptr<const driver::PrimaryContext>& context, const Catalogue& catalogue,
    const choose::Facts& facts, const choose::Decision& decision, const ImageSources& use);

}  // namespace larder::inline v1::detail

#endif  // LARDER_IMAGES_GPU_IMAGES_H
