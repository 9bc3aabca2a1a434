// Checks the limits of a launch before a device is used.
#ifndef LARDER_KERNELS_LIMITS_H
#define LARDER_KERNELS_LIMITS_H

#include <cstddef>

#include "larder/detail/registry.h"
#include "larder/launch.h"
#include "larder/status.h"

namespace larder::inline v1::kernels {

/// Grid and block against CUDA's limits, which are the same for every GPU that Larder supports,
/// and against the kernel's __launch_bounds__. kInvalidArgument, naming kernel, value and limit.
[[nodiscard]] Status check_shape(const detail::KernelRecord& kernel, const LaunchConfig& config);

/// Static and dynamic shared memory of one block against a device's limit.
[[nodiscard]] Status check_shared(const detail::KernelRecord& kernel, std::size_t static_bytes,
                                  std::size_t dynamic_bytes, std::size_t limit);

}  // namespace larder::inline v1::kernels

#endif  // LARDER_KERNELS_LIMITS_H
