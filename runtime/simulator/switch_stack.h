// The machine-dependent part of a fiber switch: leaves one stack and continues on another.
#ifndef LARDER_SIMULATOR_SWITCH_STACK_H
#define LARDER_SIMULATOR_SWITCH_STACK_H

#include <cstddef>

namespace larder::inline v1::simulator {

/// Data that is passed across a switch; lives on the stack that is left.
struct Departure {
  struct Fiber* from;
  struct Fiber* to;
  void* context;  ///< where the stack that is left continues; set by the code that continues next
};

/// The function at the start of a new stack; never returns.
using StackEntry = void (*)(Departure& departure);

/// The context of a stack that begins at `entry`. `low` is the lowest of `bytes` bytes.
void* new_context(void* low, std::size_t bytes, StackEntry entry);

/// Switches to `context`; returns when other code switches back, with its Departure.
Departure& switch_stack(void* context, Departure& departure);

}  // namespace larder::inline v1::simulator

#endif  // LARDER_SIMULATOR_SWITCH_STACK_H
