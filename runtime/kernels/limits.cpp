#include "runtime/kernels/limits.h"

#include <cstdint>

#include "runtime/compose.h"

namespace larder::inline v1::kernels {
namespace {

using detail::KernelRecord;

constexpr Dim3 kMaxBlocks{2147483647, 65535, 65535};
constexpr Dim3 kMaxThreads{1024, 1024, 64};
constexpr std::int64_t kMaxThreadsInBlock = 1024;

std::string text(const Dim3& size) { return compose("{}x{}x{}", size.x, size.y, size.z); }

// CUDA's numbers for invalid launches.
constexpr int kInvalidValue = 1;
constexpr int kInvalidConfiguration = 9;
constexpr int kOutOfResources = 701;

Status refusal(const KernelRecord& kernel, const std::string& why,
               int cuda_error = kInvalidConfiguration) {
  return {Code::kInvalidArgument, compose("launch of {}: {}", kernel.name, why), cuda_error};
}

Status extent_refusal(const KernelRecord& kernel, const char* what, const Dim3& size,
                      const Dim3& most) {
  if (size.x < 1 || size.y < 1 || size.z < 1) {
    return refusal(kernel,
                   compose("{} is {}; each dimension must be at least 1", what, text(size)));
  }
  return refusal(kernel, compose("{} is {}; at most {} is possible", what, text(size), text(most)));
}

bool fits(const Dim3& size, const Dim3& most) {
  return size.x >= 1 && size.y >= 1 && size.z >= 1 && size.x <= most.x && size.y <= most.y &&
         size.z <= most.z;
}

}  // namespace

Status check_shape(const KernelRecord& kernel, const LaunchConfig& config) {
  if (!fits(config.grid, kMaxBlocks)) {
    return extent_refusal(kernel, "grid", config.grid, kMaxBlocks);
  }
  if (!fits(config.block, kMaxThreads)) {
    return extent_refusal(kernel, "block", config.block, kMaxThreads);
  }
  const std::int64_t threads = config.block.x * config.block.y * config.block.z;
  if (threads > kMaxThreadsInBlock) {
    return refusal(kernel, compose("block {} has {} threads; at most {} are possible",
                                   text(config.block), threads, kMaxThreadsInBlock));
  }
  if (kernel.max_threads_per_block != 0 && threads > kernel.max_threads_per_block) {
    return refusal(kernel,
                   compose("block {} has {} threads; the kernel's __launch_bounds__ "
                           "allow {}",
                           text(config.block), threads, kernel.max_threads_per_block),
                   kOutOfResources);
  }
  return {};
}

Status check_shared(const KernelRecord& kernel, std::size_t static_bytes, std::size_t dynamic_bytes,
                    std::size_t limit) {
  // Subtracted, since the sum of two huge numbers could wrap around.
  if (static_bytes <= limit && dynamic_bytes <= limit - static_bytes) return {};
  return refusal(kernel,
                 compose("{} bytes of dynamic and {} bytes of static shared memory; a "
                         "block has at most {} bytes here",
                         dynamic_bytes, static_bytes, limit),
                 kInvalidValue);
}

}  // namespace larder::inline v1::kernels
