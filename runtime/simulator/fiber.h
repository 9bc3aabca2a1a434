// A fiber: a stack and a place to continue on it.
//
// Stacks are never unwound: a fiber whose launch failed is abandoned and its stack reused.
#ifndef LARDER_SIMULATOR_FIBER_H
#define LARDER_SIMULATOR_FIBER_H

#include <cstddef>

#include "runtime/simulator/sanitizers.h"
#include "runtime/simulator/switch_stack.h"

namespace larder::inline v1::simulator {

struct Fiber;

/// The function of a fiber; never returns.
using FiberEntry = void (*)(Fiber& self);

/// An OS thread's own stack is a Fiber, too: one with no `stack_low`, until the first switch.
struct Fiber {
  void* context = nullptr;          ///< where it continues; null: prepare() it first
  const void* stack_low = nullptr;  ///< lowest address
  std::size_t stack_bytes = 0;
  void* fake_stack = nullptr;        ///< AddressSanitizer's
  void* thread_sanitizer = nullptr;  ///< ThreadSanitizer's
  FiberEntry entry = nullptr;
  Fiber* next = nullptr;  ///< in the list of free ones
};

/// Sets `fiber`, whose stack is given, to begin at `entry` at the next switch to it. Discards its
/// previous state.
void prepare(Fiber& fiber, FiberEntry entry);

/// Makes `fiber` represent the calling OS thread.
void adopt_thread(Fiber& fiber);

/// Removes the sanitizers' data about it; the stack itself belongs to the caller.
void discard(Fiber& fiber);

/// Notify the sanitizers before and after a switch.
void announce_departure(Fiber& from, Fiber& to);
void announce_arrival(Fiber& from, Fiber& to);

/// Continues `to`; returns when a fiber switches back to `from`, the running fiber.
LARDER_NO_TSAN inline void switch_fiber(Fiber& from, Fiber& to) {
  Departure own{&from, &to, nullptr};
  if (any_sanitizer_present()) announce_departure(from, to);
  const Departure& other = switch_stack(to.context, own);
  other.from->context = other.context;
  if (any_sanitizer_present()) announce_arrival(*other.from, from);
}

}  // namespace larder::inline v1::simulator

#endif  // LARDER_SIMULATOR_FIBER_H
