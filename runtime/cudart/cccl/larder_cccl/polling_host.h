// Waiting for what other CUDA threads do; host threads wait as libcu++ has it.
#ifndef LARDER_CCCL_POLLING_HOST_H
#define LARDER_CCCL_POLLING_HOST_H

#include "larder/simulator.h"

_LIBCUDACXX_BEGIN_NAMESPACE_STD

/// Calls `done` until it is true, at the longest for `limit`, if that is not zero; whether it was.
template <class Done>
inline bool __cccl_thread_poll_with_backoff(
    Done&& done, _CUDA_VSTD::chrono::nanoseconds limit = _CUDA_VSTD::chrono::nanoseconds::zero()) {
  using Clock = _CUDA_VSTD::chrono::high_resolution_clock;
  if (!::larder::simulator::in_kernel()) return larder_native_poll(done, limit);
  const Clock::time_point start = Clock::now();
  while (!done()) {
    if (limit != _CUDA_VSTD::chrono::nanoseconds::zero() && Clock::now() - start > limit)
      return false;
    ::larder::simulator::yield(true, {"cuda/std/__thread", 0});
  }
  return true;
}

_LIBCUDACXX_END_NAMESPACE_STD

#endif  // LARDER_CCCL_POLLING_HOST_H
