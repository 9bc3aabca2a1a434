// cuda::memcpy_async. A copy is done at once, by the first thread of the group, which arrives at
// the barrier, or commits the stage, only afterwards.
#ifndef LARDER_CCCL_MEMCPY_ASYNC_H
#define LARDER_CCCL_MEMCPY_ASYNC_H

#include <cstring>

#include "barrier.h"

LARDER_CCCL_BEGIN_CUDA

/// A number of bytes, and a promise of the alignment of both places.
template <std::size_t Alignment>
struct aligned_size_t {
  static constexpr std::size_t align = Alignment;
  std::size_t value;
  __host__ __device__ explicit constexpr aligned_size_t(std::size_t bytes) : value(bytes) {}
  __host__ __device__ constexpr operator std::size_t() const { return value; }
};

enum class async_contract_fulfillment { none, async };

template <thread_scope Scope>
class pipeline;

#if defined(LARDER_SCAN)
__device__ void larder_copy(void* to, const void* from, std::size_t bytes);
#else
inline void larder_copy(void* to, const void* from, std::size_t bytes) {
  // g++ takes dynamic shared memory for an array of no elements, and warns of copies to it.
  __asm__("" : "+r"(to));
  ::memcpy(to, from, bytes);  // not the compiler's own: checks take the call
}
#endif

// `Done` is a barrier or a pipeline; `Size` a number of bytes, or an aligned_size_t.
#define LARDER_MEMCPY_ASYNC(Done)                                                              \
  template <class Group, class T, class Size, thread_scope Scope>                              \
  __device__ async_contract_fulfillment memcpy_async(const Group& group, T* to, const T* from, \
                                                     Size bytes, Done<Scope>&) {               \
    if (group.thread_rank() == 0) larder_copy(to, from, static_cast<std::size_t>(bytes));      \
    return async_contract_fulfillment::none;                                                   \
  }                                                                                            \
  template <class T, class Size, thread_scope Scope>                                           \
  __device__ async_contract_fulfillment memcpy_async(T* to, const T* from, Size bytes,         \
                                                     Done<Scope>&) {                           \
    larder_copy(to, from, static_cast<std::size_t>(bytes));                                    \
    return async_contract_fulfillment::none;                                                   \
  }
LARDER_MEMCPY_ASYNC(barrier)
LARDER_MEMCPY_ASYNC(pipeline)
#undef LARDER_MEMCPY_ASYNC

namespace device {
template <class... Arguments>
LARDER_CCCL_ABSENT("cuda::device::memcpy_async_tx")
__device__ void memcpy_async_tx(Arguments&&... arguments);
}  // namespace device

LARDER_CCCL_END_CUDA

#endif  // LARDER_CCCL_MEMCPY_ASYNC_H
