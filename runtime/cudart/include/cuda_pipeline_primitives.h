// Asynchronous copies from global to shared memory, under CUDA's names. In a CPU variant a
// copy is done at once, so committing and waiting do nothing.
#ifndef LARDER_CUDART_CUDA_PIPELINE_PRIMITIVES_H
#define LARDER_CUDART_CUDA_PIPELINE_PRIMITIVES_H

#include "larder/detail/macros_aside.h"

#include "larder/cuda/dialect.h"

#if !defined(LARDER_SCAN)

#include <cstddef>
#include <cstring>

namespace larder {
inline namespace v1 {
namespace simulator {

/// Copies `bytes`, but writes zeros for the last `zeros` of them.
inline void copy_with_zeros(void* to, const void* from, std::size_t bytes, std::size_t zeros) {
  std::memcpy(to, from, bytes - zeros);
  std::memset(static_cast<char*>(to) + bytes - zeros, 0, zeros);
}

}  // namespace simulator
}  // namespace v1
}  // namespace larder

#endif

/// `bytes` is 4, 8 or 16; the last `zeros` of them become zeros.
LARDER_DEVICE(void, __pipeline_memcpy_async,
              (void* to, const void* from, __SIZE_TYPE__ bytes, __SIZE_TYPE__ zeros = 0),
              larder::simulator::copy_with_zeros(to, from, bytes, zeros))
LARDER_DEVICE(void, __pipeline_commit, (), static_cast<void>(0))
LARDER_DEVICE(void, __pipeline_wait_prior, (__SIZE_TYPE__ left), static_cast<void>(left))

#include "larder/detail/macros_back.h"

#endif  // LARDER_CUDART_CUDA_PIPELINE_PRIMITIVES_H
