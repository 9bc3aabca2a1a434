#include "runtime/simulator/fault_handler.h"

#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <optional>
#include <type_traits>

#include "runtime/simulator/block.h"
#include "runtime/simulator/fault_line.h"

namespace larder::inline v1::simulator {
namespace {

constexpr int kSignals[] = {SIGFPE, SIGSEGV, SIGBUS, SIGILL};
constexpr int kMaxMilliseconds = 1000;

// The block that an OS thread runs, for the handlers: the first use of a thread_local variable may
// allocate, but reading a value of this key never does. Negative: there are no handlers.
std::atomic<int> block_key{-1};
static_assert(std::is_same_v<pthread_key_t, unsigned>, "keys fit into block_key");

const Block* noted_block() {
  const int key = block_key.load();
  if (key < 0) return nullptr;
  return static_cast<const Block*>(pthread_getspecific(static_cast<pthread_key_t>(key)));
}

enum class Telling { kNotBegun, kUnderWay, kDone };
std::atomic<Telling> telling{Telling::kNotBegun};
static_assert(std::atomic<Telling>::is_always_lock_free, "else not for signal handlers");

// Must not raise SIGPIPE, or wait for a reader for ever: a program that faults must end.
void write_to_standard_error(std::string_view text) {
  pollfd standard_error{STDERR_FILENO, POLLOUT, 0};
  poll(&standard_error, 1, kMaxMilliseconds);
  if (standard_error.revents != POLLOUT) return;
  if (write(STDERR_FILENO, text.data(), text.size()) < 0) return;  // there is no reader
}

// False while another OS thread is writing. Only the first fault is reported: the others are
// usually the same one, in other blocks.
bool tell(const RunningThread& thread, const siginfo_t& fault) {
  static FaultLine line;  // a thread's own alternate stack may be small
  Telling found = Telling::kNotBegun;
  if (!telling.compare_exchange_strong(found, Telling::kUnderWay)) return found == Telling::kDone;
  line.describe(thread, fault);
  write_to_standard_error(line.text());
  telling.store(Telling::kDone);
  return true;
}

void set_default(int signal) {
  struct sigaction standard{};
  standard.sa_handler = SIG_DFL;
  sigaction(signal, &standard, nullptr);
}

void take_default_course(int signal, siginfo_t& info, bool fault) {
  set_default(signal);
  // A fault happens again as soon as the handler returns. A sent signal is sent again.
  if (!fault) syscall(SYS_rt_tgsigqueueinfo, getpid(), syscall(SYS_gettid), signal, &info);
}

void handle(int signal, siginfo_t* info, void*) {
  const int error = errno;
  const bool fault = info->si_code > 0;  // not sent by kill() or the like
  const Block* const block = fault ? noted_block() : nullptr;
  const auto thread = block != nullptr ? block->running_thread() : std::nullopt;
  if (!thread || tell(*thread, *info)) {
    take_default_course(signal, *info, fault);
  } else {
    sched_yield();  // and fault again, until the line is written
  }
  errno = error;
}

struct sigaction present_action(int signal) {
  struct sigaction present{};
  sigaction(signal, nullptr, &present);
  return present;
}

bool is_ours(const struct sigaction& action) {
  return (action.sa_flags & SA_SIGINFO) != 0 && action.sa_sigaction == &handle;
}

// All signals are blocked meanwhile: another fault, in the handler, ends the program at once.
bool install(int signal) {
  if (present_action(signal).sa_handler != SIG_DFL) return false;
  struct sigaction ours{};
  ours.sa_sigaction = &handle;
  ours.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigfillset(&ours.sa_mask);
  return sigaction(signal, &ours, nullptr) == 0;
}

// Installed until the program ends, or the plug-in that this library is linked to is unloaded.
class Handlers {
 public:
  Handlers() {
    pthread_key_t key = 0;
    if (pthread_key_create(&key, nullptr) != 0) return;  // no keys left: faults are not reported
    block_key = static_cast<int>(key);
    for (const int signal : kSignals) {
      const bool ours = install(signal);
      if (signal == SIGSEGV) stacks_ = ours;
    }
  }
  ~Handlers() {
    for (const int signal : kSignals) {
      if (is_ours(present_action(signal))) set_default(signal);
    }
    const int key = block_key.exchange(-1);
    if (key >= 0) pthread_key_delete(static_cast<pthread_key_t>(key));
  }
  Handlers(const Handlers&) = delete;
  Handlers& operator=(const Handlers&) = delete;

  bool overflowing_stacks() const { return stacks_; }

 private:
  bool stacks_ = false;
};

}  // namespace

void note_for_fault_handler(const Block* block) {
  const int key = block_key.load(std::memory_order_relaxed);
  if (key >= 0) pthread_setspecific(static_cast<pthread_key_t>(key), block);
}

bool install_fault_handlers() {
  static const Handlers handlers;
  return handlers.overflowing_stacks();
}

}  // namespace larder::inline v1::simulator
