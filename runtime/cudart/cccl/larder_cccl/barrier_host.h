// Barriers on the host. The state is, from the lowest bit: arrivals that the phase still expects
// (20 bits), arrivals that each phase expects (20 bits), and the phase's number (24 bits, which
// wrap).
#ifndef LARDER_CCCL_BARRIER_HOST_H
#define LARDER_CCCL_BARRIER_HOST_H

#include <cstddef>

#include "larder/simulator.h"

namespace larder {
inline namespace v1 {
namespace simulator {
namespace barriers {

using State = unsigned long long;
inline constexpr unsigned kCountBits = 20;
inline constexpr State kCount = (State{1} << kCountBits) - 1;
inline constexpr unsigned kPhaseShift = 2 * kCountBits;

inline State phase_of(State state) { return state >> kPhaseShift; }

inline void set_up(State& state, std::ptrdiff_t expected) {
  const State count = static_cast<State>(expected) & kCount;
  __atomic_store_n(&state, count << kCountBits | count, __ATOMIC_RELEASE);
}

/// The state after arrivals, `dropped` of which are not expected again.
inline State after(State state, State arrivals, State dropped) {
  const State expected = (state >> kCountBits & kCount) - dropped;
  const State pending = (state & kCount) - arrivals;
  if (pending != 0) return phase_of(state) << kPhaseShift | expected << kCountBits | pending;
  return (phase_of(state) + 1) << kPhaseShift | expected << kCountBits | expected;
}
/// Gives the phase of the arrivals. The last of a phase has others run, so that the block counts as
/// one that goes on although its threads only spin.
inline State arrive_or_drop(State& state, State arrivals, State dropped, CallSite site) {
  State seen = __atomic_load_n(&state, __ATOMIC_RELAXED);
  State next;
  do {
    next = after(seen, arrivals, dropped);
  } while (
      !__atomic_compare_exchange_n(&state, &seen, next, true, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED));
  if (phase_of(next) != phase_of(seen)) yield(false, site);
  return phase_of(seen);
}
inline State arrive(State& state, std::ptrdiff_t arrivals, CallSite site) {
  return arrive_or_drop(state, static_cast<State>(arrivals), 0, site);
}
inline void drop(State& state, CallSite site) { arrive_or_drop(state, 1, 1, site); }

inline bool is_over(const State& state, State phase) {
  return phase_of(__atomic_load_n(&state, __ATOMIC_ACQUIRE)) != phase;
}
inline bool is_over_by_parity(const State& state, bool odd) {
  return (phase_of(__atomic_load_n(&state, __ATOMIC_ACQUIRE)) & 1) != State{odd};
}

inline void wait(const State& state, State phase, CallSite site) {
  while (!is_over(state, phase)) yield(true, site);
}
inline void wait_parity(const State& state, bool odd, CallSite site) {
  while (!is_over_by_parity(state, odd)) yield(true, site);
}
/// One attempt; others get a turn, since a program repeats it.
inline bool test(const State& state, State phase, CallSite site) {
  if (is_over(state, phase)) return true;
  yield(true, site);
  return is_over(state, phase);
}
inline bool test_parity(const State& state, bool odd, CallSite site) {
  if (is_over_by_parity(state, odd)) return true;
  yield(true, site);
  return is_over_by_parity(state, odd);
}

}  // namespace barriers
}  // namespace simulator
}  // namespace v1
}  // namespace larder

#endif  // LARDER_CCCL_BARRIER_HOST_H
