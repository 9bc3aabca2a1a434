// CpuBackend's properties of kernels: as if the CPU were a GPU of compute capability 8.0.
#include <algorithm>

#include "runtime/compose.h"
#include "runtime/cudart/backend/cpu_backend.h"
#include "runtime/cudart/backend/cpu_platform.h"
#include "runtime/cudart/failure.h"
#include "runtime/simulator/shared_memory.h"

namespace larder::inline v1::cudart {
namespace {

constexpr int kUsualDynamicShared = 48 * 1024;
constexpr int kReservedShared = 1024;  // per block, as on GPUs

Result<kernels::SharedKernel> kernel_at(const void* address) {
  const kernels::FoundKernel found = kernels::find_kernel(address);
  if (found.kernel == nullptr) return engine::unknown_kernel(address);
  return found.kernel;
}

int most_threads(const detail::KernelRecord& kernel) {
  constexpr std::uint32_t kMax = CpuPlatform::kThreadsPerBlock;
  return static_cast<int>(
      kernel.max_threads_per_block == 0 ? kMax : std::min(kernel.max_threads_per_block, kMax));
}

}  // namespace

Result<cudaFuncAttributes> CpuBackend::attributes(const void* kernel) {
  const Result<kernels::SharedKernel> found = kernel_at(kernel);
  if (!found.ok()) return found.status();
  cudaFuncAttributes attributes{};
  attributes.maxThreadsPerBlock = most_threads((*found)->record());
  attributes.ptxVersion = CpuPlatform::kMajor * 10 + CpuPlatform::kMinor;
  attributes.binaryVersion = attributes.ptxVersion;
  attributes.preferredShmemCarveout = cudaSharedmemCarveoutDefault;
  const std::lock_guard lock(mutex_);
  const auto given = dynamic_shared_.find(kernel);
  attributes.maxDynamicSharedSizeBytes =
      given == dynamic_shared_.end() ? kUsualDynamicShared : given->second;
  return attributes;
}

Status CpuBackend::set_attribute(const void* kernel, cudaFuncAttribute attribute, int value) {
  const Result<kernels::SharedKernel> found = kernel_at(kernel);
  if (!found.ok()) return found.status();
  if (attribute == cudaFuncAttributePreferredSharedMemoryCarveout) return {};
  if (attribute != cudaFuncAttributeMaxDynamicSharedMemorySize) {
    return failure(cudaErrorNotSupported, "the CPU has no clusters");
  }
  if (value < 0 || value > static_cast<int>(simulator::kMaxSharedBytes)) {
    return failure(cudaErrorInvalidValue,
                   compose("{} bytes of dynamic shared memory; a block has at most {}", value,
                           simulator::kMaxSharedBytes));
  }
  const std::lock_guard lock(mutex_);
  dynamic_shared_[kernel] = value;
  return {};
}

Status CpuBackend::set_cache(const void* kernel, cudaFuncCache) {
  return kernel_at(kernel).status();
}

Result<int> CpuBackend::occupancy(const void* kernel, int block_size,
                                  std::size_t dynamic_shared_bytes, unsigned) {
  const Result<kernels::SharedKernel> found = kernel_at(kernel);
  if (!found.ok()) return found.status();
  if (block_size < 1) return failure(cudaErrorInvalidValue, "a block has at least one thread");
  if (block_size > most_threads((*found)->record())) return 0;
  const int warps = (block_size + CpuPlatform::kWarpSize - 1) / CpuPlatform::kWarpSize;
  const int by_threads = CpuPlatform::kThreadsPerMultiprocessor / (warps * CpuPlatform::kWarpSize);
  const std::size_t by_shared =
      CpuPlatform::kSharedPerMultiprocessor /
      (std::min(dynamic_shared_bytes, simulator::kMaxSharedBytes) + kReservedShared);
  if (dynamic_shared_bytes > simulator::kMaxSharedBytes) return 0;
  return std::min({by_threads, CpuPlatform::kBlocksPerMultiprocessor, static_cast<int>(by_shared)});
}

Result<std::size_t> CpuBackend::available_shared_bytes(const void* kernel, int blocks,
                                                       int block_size) {
  const Result<int> most = occupancy(kernel, block_size, 0, cudaOccupancyDefault);
  if (!most.ok()) return most.status();
  if (blocks < 1 || blocks > *most) {
    return failure(cudaErrorInvalidValue,
                   compose("{} blocks of {} threads on a multiprocessor", blocks, block_size));
  }
  const std::size_t share =
      CpuPlatform::kSharedPerMultiprocessor / static_cast<std::size_t>(blocks) - kReservedShared;
  return std::min(share, simulator::kMaxSharedBytes);
}

}  // namespace larder::inline v1::cudart
