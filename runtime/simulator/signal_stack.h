// The stack on which an OS thread's signal handlers run when its own, or a fiber's, is used up.
#ifndef LARDER_SIMULATOR_SIGNAL_STACK_H
#define LARDER_SIMULATOR_SIGNAL_STACK_H

namespace larder::inline v1::simulator {

/// Belongs to one OS thread, which has an alternate signal stack while it lives: its own where it
/// has one (a sanitizer's, say), else a new one. Without memory for it, none.
///
/// Kept from launch to launch: to set and remove it takes two system calls, several times what a
/// small launch takes.
class SignalStack {
 public:
  SignalStack();
  ~SignalStack();
  SignalStack(const SignalStack&) = delete;
  SignalStack& operator=(const SignalStack&) = delete;

 private:
  char* memory_ = nullptr;  // null: not ours
};

}  // namespace larder::inline v1::simulator

#endif  // LARDER_SIMULATOR_SIGNAL_STACK_H
