// Barriers of any number of a block's threads, in memory, for cuda::barrier and for tiles of several
// warps. The state is, from the lowest bit: arrivals that the phase still expects
// (20 bits), arrivals that each phase expects (20 bits), and the phase's number (24 bits, which
// wrap).
#ifndef LARDER_DETAIL_PHASE_BARRIER_H
#define LARDER_DETAIL_PHASE_BARRIER_H

#include <cstddef>

#include "../simulator.h"

namespace larder {
inline namespace v1 {
namespace simulator {
namespace barriers {

using State = unsigned long long;
inline constexpr unsigned kCountBits = 20;
inline constexpr State kCount = (State{1} << kCountBits) - 1;
inline constexpr unsigned kPhaseShift = 2 * kCountBits;

inline State phase_of(State state) { return state >> kPhaseShift; }

// What an arrival releases is acquired by those that wait for its phase, not by those that look at
// the state, which arrivals of later phases change, too. For checks each phase has a place of its
// own for it, and looking acquires nothing.
#if defined(LARDER_CHECKED)
inline constexpr int kArrive = __ATOMIC_RELAXED;
inline constexpr int kLook = __ATOMIC_RELAXED;
inline const void* place_of(const State& state, State phase) {
  return reinterpret_cast<const char*>(&state) + 1 + phase % 4;
}
inline void note_arrival(const State& state, State phase) { release_at(place_of(state, phase)); }
inline void note_end(const State& state, State phase) { acquire_at(place_of(state, phase)); }
// No atomic operation: others that have not met its thread since may not use the barrier.
LARDER_CHECKED_INLINE void set_state(State& state, State value) { state = value; }
#else
inline constexpr int kArrive = __ATOMIC_ACQ_REL;
inline constexpr int kLook = __ATOMIC_ACQUIRE;
inline void note_arrival(const State&, State) {}
inline void note_end(const State&, State) {}
LARDER_CHECKED_INLINE void set_state(State& state, State value) {
  __atomic_store_n(&state, value, __ATOMIC_RELEASE);
}
#endif

LARDER_CHECKED_INLINE void set_up(State& state, std::ptrdiff_t expected) {
  const State count = static_cast<State>(expected) & kCount;
  set_state(state, count << kCountBits | count);
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
LARDER_CHECKED_INLINE State arrive_or_drop(State& state, State arrivals, State dropped,
                                           CallSite site) {
  State seen = __atomic_load_n(&state, __ATOMIC_RELAXED);
  note_arrival(state, phase_of(seen));
  State next;
  do {
    next = after(seen, arrivals, dropped);
  } while (!__atomic_compare_exchange_n(&state, &seen, next, true, kArrive, __ATOMIC_RELAXED));
  if (phase_of(next) != phase_of(seen)) yield(false, site);
  return phase_of(seen);
}
LARDER_CHECKED_INLINE State arrive(State& state, std::ptrdiff_t arrivals, CallSite site) {
  return arrive_or_drop(state, static_cast<State>(arrivals), 0, site);
}
LARDER_CHECKED_INLINE void drop(State& state, CallSite site) { arrive_or_drop(state, 1, 1, site); }

LARDER_CHECKED_INLINE bool is_over(const State& state, State phase) {
  if (phase_of(__atomic_load_n(&state, kLook)) == phase) return false;
  note_end(state, phase);
  return true;
}
LARDER_CHECKED_INLINE bool is_over_by_parity(const State& state, bool odd) {
  const State present = phase_of(__atomic_load_n(&state, kLook));
  if ((present & 1) == State{odd}) return false;
  note_end(state, present - 1);
  return true;
}

LARDER_CHECKED_INLINE void wait(const State& state, State phase, CallSite site) {
  while (!is_over(state, phase)) yield(true, site);
}
LARDER_CHECKED_INLINE void wait_parity(const State& state, bool odd, CallSite site) {
  while (!is_over_by_parity(state, odd)) yield(true, site);
}
/// One attempt; others get a turn, since a program repeats it.
LARDER_CHECKED_INLINE bool test(const State& state, State phase, CallSite site) {
  if (is_over(state, phase)) return true;
  yield(true, site);
  return is_over(state, phase);
}
LARDER_CHECKED_INLINE bool test_parity(const State& state, bool odd, CallSite site) {
  if (is_over_by_parity(state, odd)) return true;
  yield(true, site);
  return is_over_by_parity(state, odd);
}

}  // namespace barriers
}  // namespace simulator
}  // namespace v1
}  // namespace larder

#endif  // LARDER_DETAIL_PHASE_BARRIER_H
