// What a launch may ask for, checked before anything is asked of a device.
#ifndef LARDER_DEVICE_LIMITS_H
#define LARDER_DEVICE_LIMITS_H

#include <cstddef>

#include "larder/detail/registry.h"
#include "larder/launch.h"
#include "larder/status.h"

namespace larder::detail {

/// The most shared memory that a block has on any GPU so far (227 KiB, compute capability 9.0 and
/// 10.x): what the CPU gives it, so that a program finds its limits there too.
inline constexpr std::size_t kMostSharedBytes = std::size_t{227} * 1024;

/// Grid and block against CUDA's limits, which are the same for every GPU that Larder supports,
/// and against the kernel's __launch_bounds__. kInvalidArgument, naming kernel, value and limit.
[[nodiscard]] Status check_shape(const KernelRecord& kernel, const LaunchConfig& config);

/// Static and dynamic shared memory of one block against a device's limit.
[[nodiscard]] Status check_shared(const KernelRecord& kernel, std::size_t static_bytes,
                                  std::size_t dynamic_bytes, std::size_t limit);

}  // namespace larder::detail

#endif  // LARDER_DEVICE_LIMITS_H
