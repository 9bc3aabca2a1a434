// How cub::GridQueue copies on the host: CPU variants of kernels may not call CUDA.
#ifndef LARDER_CCCL_GRID_QUEUE_HOST_H
#define LARDER_CCCL_GRID_QUEUE_HOST_H

#include <cstring>

#include "larder/kernel.h"
#include "larder_cccl/settings.h"

namespace larder_cccl {

inline cudaError_t copy_to_queue(void* to, const void* from, std::size_t bytes, cudaMemcpyKind kind,
                                 cudaStream_t stream) {
  if (!::larder::simulator::in_kernel()) return cudaMemcpyAsync(to, from, bytes, kind, stream);
  std::memcpy(to, from, bytes);
  return cudaSuccess;
}

inline cudaError_t set_in_queue(void* to, int value, std::size_t bytes, cudaStream_t stream) {
  if (!::larder::simulator::in_kernel()) return cudaMemsetAsync(to, value, bytes, stream);
  std::memset(to, value, bytes);
  return cudaSuccess;
}

}  // namespace larder_cccl

#endif  // LARDER_CCCL_GRID_QUEUE_HOST_H
