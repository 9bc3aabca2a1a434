// The stack for an OS thread's signal handlers if its own stack, or a fiber's, has overflowed.
#ifndef LARDER_SIMULATOR_SIGNAL_STACK_H
#define LARDER_SIMULATOR_SIGNAL_STACK_H

#include <pthread.h>

namespace larder::inline v1::simulator {

/// Belongs to one OS thread, which has an alternate signal stack while this lives: an existing one
/// (a sanitizer's, say), else a new one. None if there is no memory for it.
///
/// If another OS thread destroys this, because it unloads the library, the stack stays: the thread
/// may still need it.
///
/// Kept from launch to launch: setting and removing it takes two system calls, several times as
/// long as a small launch.
class SignalStack {
 public:
  SignalStack();
  ~SignalStack();
  SignalStack(const SignalStack&) = delete;
  SignalStack& operator=(const SignalStack&) = delete;

 private:
  char* memory_ = nullptr;  // null: not owned
  pthread_t owner_ = pthread_self();
};

}  // namespace larder::inline v1::simulator

#endif  // LARDER_SIMULATOR_SIGNAL_STACK_H
