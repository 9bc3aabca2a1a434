// cuda::atomic_thread_fence. On the host libcu++ leaves out its scope, which checks need.
#pragma once

#if defined(LARDER_SCAN) || !defined(LARDER_CHECKED)
#include_next <cuda/__atomic/atomic.h>
#else
#include <cuda/std/atomic>

_LIBCUDACXX_BEGIN_NAMESPACE_STD
inline void larder_unscoped_fence(memory_order order) { atomic_thread_fence(order); }
_LIBCUDACXX_END_NAMESPACE_STD

#define atomic_thread_fence larder_unscoped_fence
#include_next <cuda/__atomic/atomic.h>
#undef atomic_thread_fence

_LIBCUDACXX_BEGIN_NAMESPACE_CUDA
inline void atomic_thread_fence(memory_order order,
                                thread_scope scope = thread_scope::thread_scope_system) {
  const bool in_block = scope == thread_scope::thread_scope_block;
  ::larder::simulator::fence(
      {"cuda/atomic", 0},
      in_block ? ::larder::simulator::Scope::kBlock : ::larder::simulator::Scope::kDevice,
      _CUDA_VSTD::__atomic_order_to_int(order));
}
_LIBCUDACXX_END_NAMESPACE_CUDA
#endif
