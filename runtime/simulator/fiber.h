// A fiber: a stack and a place to continue on it.
//
// Nothing is ever unwound: a fiber whose launch failed is abandoned and its stack reused.
#ifndef LARDER_SIMULATOR_FIBER_H
#define LARDER_SIMULATOR_FIBER_H

#include <cstddef>

#include "runtime/simulator/sanitizers.h"
#include "runtime/simulator/switch_stack.h"

namespace larder::inline v1::simulator {

struct Fiber;

/// What runs on a fiber; never returns.
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

/// Sets `fiber`, whose stack is given, to begin at `entry` when next switched to. Whatever it was
/// doing before is forgotten.
void prepare(Fiber& fiber, FiberEntry entry);

/// Makes `fiber` stand for the OS thread that calls.
void adopt_thread(Fiber& fiber);

/// Forgets what the sanitizers know of it; the stack itself belongs to the caller.
void discard(Fiber& fiber);

/// What the sanitizers are told before and after a switch.
void announce_departure(Fiber& from, Fiber& to);
void announce_arrival(Fiber& from, Fiber& to);

/// Continues `to`; returns when someone switches back to `from`, the fiber that is running.
LARDER_NO_TSAN inline void switch_fiber(Fiber& from, Fiber& to) {
  Departure own{&from, &to, nullptr};
  if (any_sanitizer_present()) announce_departure(from, to);
  const Departure& other = switch_stack(to.context, own);
  other.from->context = other.context;
  if (any_sanitizer_present()) announce_arrival(*other.from, from);
}

}  // namespace larder::inline v1::simulator

#endif  // LARDER_SIMULATOR_FIBER_H
