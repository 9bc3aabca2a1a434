#include "runtime/simulator/signal_stack.h"

#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>

#include <cstddef>

namespace larder::inline v1::simulator {
namespace {

// The registers that the system saves take up to 12 KiB. A handler that the program installs
// later may run here, too.
constexpr std::size_t kSignalStackBytes = std::size_t{64} * 1024;
// At its low end, so that a handler that needs more ends the program without damaging memory.
constexpr std::size_t kLowGuardBytes = std::size_t{4} * 1024;

}  // namespace

SignalStack::SignalStack() {
  stack_t there{};
  if (sigaltstack(nullptr, &there) != 0 || (there.ss_flags & SS_DISABLE) == 0) return;
  void* const memory = mmap(nullptr, kLowGuardBytes + kSignalStackBytes, PROT_READ | PROT_WRITE,
                            MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
  if (memory == MAP_FAILED) return;
  memory_ = static_cast<char*>(memory);
  mprotect(memory_, kLowGuardBytes, PROT_NONE);
  stack_t ours{};
  ours.ss_sp = memory_ + kLowGuardBytes;
  ours.ss_size = kSignalStackBytes;
  sigaltstack(&ours, nullptr);
}

SignalStack::~SignalStack() {
  if (memory_ == nullptr || !pthread_equal(owner_, pthread_self())) return;
  stack_t there{};
  sigaltstack(nullptr, &there);
  if (there.ss_sp == memory_ + kLowGuardBytes) {
    if ((there.ss_flags & SS_ONSTACK) != 0) return;  // the thread ends inside of a handler
    stack_t none{};
    none.ss_flags = SS_DISABLE;
    sigaltstack(&none, nullptr);
  }
  munmap(memory_, kLowGuardBytes + kSignalStackBytes);
}

}  // namespace larder::inline v1::simulator
