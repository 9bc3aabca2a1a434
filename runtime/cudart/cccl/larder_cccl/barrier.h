// cuda::barrier. Its state is one number, whatever its scope, because fibers, blocks and host
// threads share one memory in a CPU variant. It has CUDA's size, and needs no constructor in shared
// memory, where none runs.
#ifndef LARDER_CCCL_BARRIER_H
#define LARDER_CCCL_BARRIER_H

#include "scopes.h"

#if !defined(LARDER_SCAN)
#include "larder/detail/phase_barrier.h"
#endif

LARDER_CCCL_BEGIN_CUDA

/// Stands for a completion function; barriers with one are not supported.
struct larder_no_completion;

/// A barrier of as many threads as it expects to arrive, again and again: each time is a phase.
template <thread_scope Scope, class Completion = larder_no_completion>
class barrier;

template <thread_scope Scope>
class barrier<Scope, larder_no_completion> {
 public:
  /// The phase in which a thread arrived.
  class arrival_token {
    friend class barrier;
    unsigned long long phase_;
  };

  barrier() = default;
  __host__ __device__ explicit barrier(std::ptrdiff_t expected) { set_up(expected); }
  barrier(const barrier&) = delete;
  barrier& operator=(const barrier&) = delete;

  /// The most threads that a barrier can expect.
  __host__ __device__ static constexpr std::ptrdiff_t max() { return (1 << 20) - 1; }

  /// Counts `arrivals`, at most as many as the phase still expects.
  LARDER_WAITS(arrival_token, arrive, (std::ptrdiff_t arrivals = 1),
               token(larder::simulator::barriers::arrive(state_, arrivals, site)))
  // Waits until the phase of the token is over; try_wait may give up, and tells whether it is.
  LARDER_WAITS(void, wait, (arrival_token && token),
               larder::simulator::barriers::wait(state_, token.phase_, site))
  LARDER_WAITS(bool, try_wait, (arrival_token && token),
               larder::simulator::barriers::test(state_, token.phase_, site))
  LARDER_WAITS_0(void, arrive_and_wait,
                 larder::simulator::barriers::wait(
                     state_, larder::simulator::barriers::arrive(state_, 1, site), site))
  /// Arrives, and is not expected in later phases.
  LARDER_WAITS_0(void, arrive_and_drop, larder::simulator::barriers::drop(state_, site))
  // The same for the phases of even (false) or odd numbers.
  LARDER_WAITS(void, wait_parity, (bool odd),
               larder::simulator::barriers::wait_parity(state_, odd, site))
  LARDER_WAITS(bool, try_wait_parity, (bool odd),
               larder::simulator::barriers::test_parity(state_, odd, site))

  /// What init() does.
  LARDER_DEVICE(void, larder_set_up, (std::ptrdiff_t expected),
                larder::simulator::barriers::set_up(state_, expected))

 private:
  __host__ __device__ void set_up(std::ptrdiff_t expected) {
    state_ =
        static_cast<unsigned long long>(expected) << 20 | static_cast<unsigned long long>(expected);
  }
#if !defined(LARDER_SCAN)
  static arrival_token token(unsigned long long phase) {
    arrival_token out;
    out.phase_ = phase;
    return out;
  }
#endif

  unsigned long long state_;  // larder/detail/phase_barrier.h
};

template <thread_scope Scope, class Completion>
class barrier {
  static_assert(Scope != Scope,
                "larder: a cuda::barrier with a completion function is not supported");
};

/// Makes a barrier for `expected` threads; all others must see that before they use it.
template <thread_scope Scope>
__device__ void init(barrier<Scope>* made, std::ptrdiff_t expected) {
  made->larder_set_up(expected);
}

namespace device {
// What a GPU's barriers in shared memory have beyond that.
template <class Barrier>
LARDER_CCCL_ABSENT("cuda::device::barrier_native_handle")
__device__ std::uint64_t* barrier_native_handle(Barrier& barrier);
template <class Barrier>
LARDER_CCCL_ABSENT("cuda::device::barrier_expect_tx")
__device__ void barrier_expect_tx(Barrier& barrier, std::ptrdiff_t bytes);
template <class Barrier>
LARDER_CCCL_ABSENT("cuda::device::barrier_arrive_tx")
__device__ typename Barrier::arrival_token
    barrier_arrive_tx(Barrier& barrier, std::ptrdiff_t arrivals, std::ptrdiff_t bytes);
}  // namespace device

LARDER_CCCL_END_CUDA

#endif  // LARDER_CCCL_BARRIER_H
