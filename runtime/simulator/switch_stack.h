// The machine's part of a fiber switch: to leave one stack and go on on another.
#ifndef LARDER_SIMULATOR_SWITCH_STACK_H
#define LARDER_SIMULATOR_SWITCH_STACK_H

#include <cstddef>

namespace larder::inline v1::simulator {

/// What is handed across a switch; lives on the stack that is left.
struct Departure {
  struct Fiber* from;
  struct Fiber* to;
  void* context;  ///< where the one left continues; set by whoever continues next
};

/// What a new stack begins with; never returns.
using StackEntry = void (*)(Departure& departure);

/// The context of a stack that begins at `entry`. `low` is the lowest of `bytes` bytes.
void* new_context(void* low, std::size_t bytes, StackEntry entry);

/// Leaves for `context`; returns when someone leaves for the context that is left now, with theirs.
Departure& switch_stack(void* context, Departure& departure);

}  // namespace larder::inline v1::simulator

#endif  // LARDER_SIMULATOR_SWITCH_STACK_H
