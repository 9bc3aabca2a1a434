// Which backend and which images a program uses: a pure function that opens no driver and no file.
//
//   facts (policy, device, driver, images present) ──assess each──▶ best image of each kernel
//                                                  ──choose──▶ decision + reasons
//
// Kernels share pointers, and a CPU variant can't use GPU memory. So the choice is made once, for
// all kernels of the program.
#ifndef LARDER_CHOOSE_CHOOSE_H
#define LARDER_CHOOSE_CHOOSE_H

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "larder/report.h"
#include "larder/status.h"
#include "runtime/choose/fit.h"
#include "runtime/format/target.h"

namespace larder::inline v1::choose {

struct KernelFacts {
  std::string name;
  bool cuda_only = false;               ///< has no CPU variant, so it cannot hold the program back
  std::vector<format::Target> present;  ///< of the images found under the kernel's own key
  Status why_no_images;                 ///< if `present` is empty: what was tried
};

struct Facts {
  Policy policy = Policy::kPreferGpu;
  std::string policy_origin = "Options::policy";  ///< who asked: "LARDER_DEVICE=gpu"
  std::optional<DeviceFacts> device;
  Status why_no_device;  ///< if there is no device: the driver's or the system's message
  std::vector<KernelFacts> kernels;
};

struct Decision {
  Backend backend = Backend::kCpu;
  /// Not ok only if a GPU is required and something is missing; nothing may run then.
  Status status;
  /// For each kernel of the facts, which of its `present` to load; none if nothing fits or the
  /// backend is the CPU.
  std::vector<std::optional<std::size_t>> images;
  /// Plain sentences; the first one was decisive.
  std::vector<std::string> reasons;
};

/// Images: exact SASS, then compatible SASS (highest minor first), then PTX (closest first).
/// The backend: the GPU if every kernel that has a CPU variant has an image which runs there,
/// the CPU otherwise. A kernel marked CUDA-only without an image does not rule out the GPU, since
/// the CPU could not run it either; under kRequireGpu it is still an error.
[[nodiscard]] Decision choose(const Facts& facts);

/// The best image of each kernel for the device, which is already chosen: for libraries that are
/// loaded later. A kernel without an image does not affect the others.
[[nodiscard]] Decision choose_images(const Facts& facts);

/// "NVIDIA H100 (device 0, compute capability 9.0, driver for CUDA 13.0)".
[[nodiscard]] std::string device_text(const DeviceFacts& device);

}  // namespace larder::inline v1::choose

#endif  // LARDER_CHOOSE_CHOOSE_H
