#include "tests/store/system_calls.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace larder::tests {
namespace {

constexpr int kSystemCallStop = SIGTRAP | 0x80;  // PTRACE_O_TRACESYSGOOD

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

// What the registers of x86-64 say of a system call; Larder runs on nothing else yet.
struct Registers {
  long number = 0;
  unsigned long first = 0;
  unsigned long second = 0;
  unsigned long third = 0;
  unsigned long fourth = 0;
  long result = 0;
};

Registers registers_of(pid_t child) {
  user_regs_struct regs = {};
  if (::ptrace(PTRACE_GETREGS, child, nullptr, &regs) != 0) fail("PTRACE_GETREGS");
  return {static_cast<long>(regs.orig_rax), regs.rdi, regs.rsi, regs.rdx, regs.r10,
          static_cast<long>(regs.rax)};
}

std::string memory_of(pid_t child, unsigned long address, std::size_t size) {
  std::string bytes(size, '\0');
  const iovec here = {bytes.data(), size};
  // NOLINTNEXTLINE(performance-no-int-to-ptr): an address of another process
  const iovec there = {reinterpret_cast<void*>(address), size};
  const ssize_t read = ::process_vm_readv(child, &here, 1, &there, 1, 0);
  bytes.resize(read < 0 ? 0 : static_cast<std::size_t>(read));
  return bytes;
}

// A text ends before its page does, or goes on in the next one.
std::string text_of(pid_t child, unsigned long address) {
  constexpr unsigned long kPage = 4096;
  std::string text;
  while (text.find('\0') == std::string::npos) {
    const std::string part = memory_of(child, address, kPage - address % kPage);
    if (part.empty()) throw std::runtime_error("cannot read a path of the traced process");
    text += part;
    address += part.size();
  }
  return text.substr(0, text.find('\0'));
}

// Turns the calls of one process into those that matter to its files.
class Recorder {
 public:
  explicit Recorder(pid_t child) : child_(child) {}

  /// After a call; its arguments are still in the registers, and what they point to in memory.
  void after(const Registers& call) {
    if (call.result < 0) return;
    switch (call.number) {
      case SYS_openat:
        return opened(call.second, call.third, call.result);
      case SYS_open:
        return opened(call.first, call.second, call.result);
      case SYS_write:
        return wrote(call);
      case SYS_fsync:
      case SYS_fdatasync:
        return add({CallKind::kSync, paths_[call.first], "", ""});
      case SYS_rename:
        return add({CallKind::kRename, text(call.first), text(call.second), ""});
      case SYS_renameat:
      case SYS_renameat2:
        return add({CallKind::kRename, text(call.second), text(call.fourth), ""});
      case SYS_unlink:
        return add({CallKind::kRemove, text(call.first), "", ""});
      case SYS_unlinkat:
        return add({CallKind::kRemove, text(call.second), "", ""});
      case SYS_mkdir:
        return add({CallKind::kMakeFolder, text(call.first), "", ""});
      default:
        return;
    }
  }
  [[nodiscard]] std::vector<SystemCall> calls() && { return std::move(calls_); }

 private:
  void opened(unsigned long path, unsigned long flags, long descriptor) {
    const std::string name = text(path);
    paths_[static_cast<unsigned long>(descriptor)] = name;
    if ((flags & O_CREAT) != 0) add({CallKind::kCreate, name, "", ""});
  }
  void wrote(const Registers& call) {
    const auto path = paths_.find(call.first);
    if (path == paths_.end()) return;  // opened before: the terminal
    const auto size = static_cast<std::size_t>(call.result);
    add({CallKind::kWrite, path->second, "", memory_of(child_, call.second, size)});
  }
  void add(SystemCall call) { calls_.push_back(std::move(call)); }
  [[nodiscard]] std::string text(unsigned long address) const { return text_of(child_, address); }

  pid_t child_;
  std::map<unsigned long, std::string> paths_;
  std::vector<SystemCall> calls_;
};

[[noreturn]] void be_child(const std::function<bool()>& work) {
  if (::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0) ::_exit(2);
  (void)::raise(SIGSTOP);
  ::_exit(work() ? 0 : 1);
}

// Waits for the next stop; the wait status.
int next_stop(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) fail("waitpid");
  }
  return status;
}

void resume(pid_t child) {
  if (::ptrace(PTRACE_SYSCALL, child, nullptr, nullptr) != 0) fail("PTRACE_SYSCALL");
}

pid_t start(const std::function<bool()>& work) {
  const pid_t child = ::fork();
  if (child < 0) fail("fork");
  if (child == 0) be_child(work);
  if (!WIFSTOPPED(next_stop(child))) throw std::runtime_error("a process can't be traced here");
  constexpr long kOptions = PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL;
  if (::ptrace(PTRACE_SETOPTIONS, child, nullptr, kOptions) != 0) fail("PTRACE_SETOPTIONS");
  return child;
}

}  // namespace

std::optional<std::string> why_no_tracing() {
#ifdef __x86_64__
  try {
    (void)run_traced([] { return true; });
    return std::nullopt;
  } catch (const std::exception& error) {
    return error.what();
  }
#else
  return "system calls are traced on x86-64 alone";
#endif
}

TracedRun run_traced(const std::function<bool()>& work, std::optional<int> kill_at) {
  const pid_t child = start(work);
  Recorder recorder(child);
  TracedRun run;
  bool before = true;
  resume(child);
  int status = next_stop(child);
  for (; WIFSTOPPED(status); status = next_stop(child)) {
    if (WSTOPSIG(status) == kSystemCallStop) {
      if (run.stops++ == kill_at) (void)::kill(child, SIGKILL);
      if (!before && !kill_at) recorder.after(registers_of(child));
      before = !before;
    }
    // A process that was killed may be gone already.
    if (::ptrace(PTRACE_SYSCALL, child, nullptr, nullptr) != 0 && errno != ESRCH) fail("ptrace");
  }
  run.killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
  run.result = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  run.calls = std::move(recorder).calls();
  return run;
}

}  // namespace larder::tests
