#include "generator/nvcc/process.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>

namespace larder::nvcc {
namespace {

constexpr std::size_t kMaxRunning = 256;

// Data for the signal handler: lock-free atomics only.
std::atomic<int> interrupt_signal = 0;
std::array<std::atomic<pid_t>, kMaxRunning> running_groups{};
static_assert(std::atomic<pid_t>::is_always_lock_free);

extern "C" void on_interrupt(int signal_number) {
  const int saved_errno = errno;
  interrupt_signal = signal_number;
  for (const std::atomic<pid_t>& group : running_groups) {
    if (const pid_t id = group.load(); id > 0) kill(-id, SIGTERM);
  }
  errno = saved_errno;
}

// Holds a place in running_groups while a program runs.
class Running {
 public:
  explicit Running(pid_t group) {
    for (std::atomic<pid_t>& place : running_groups) {
      pid_t none = 0;
      if (place.compare_exchange_strong(none, group)) {
        place_ = &place;
        break;
      }
    }
    // The signal may have come between the start and the entry above.
    if (interrupted() != 0) kill(-group, SIGTERM);
  }
  ~Running() {
    if (place_ != nullptr) place_->store(0);
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

 private:
  std::atomic<pid_t>* place_ = nullptr;
};

Status failure(const std::string& program, int error) {
  return {Code::kNotFound, program + " can't be started: " + std::strerror(error)};
}

// The new program reads nothing, writes to `output`, and leads a process group of its own, so that
// one kill() ends it and all its children.
int spawn(const std::vector<std::string>& command, int output, pid_t& process) {
  std::vector<char*> arguments;
  arguments.reserve(command.size() + 1);
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  const int error =
      posix_spawnp(&process, arguments[0], &actions, &attributes, arguments.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

std::string read_all(int file) {
  std::string text;
  std::array<char, 4096> buffer;
  for (;;) {
    const ssize_t count = read(file, buffer.data(), buffer.size());
    if (count > 0) {
      text.append(buffer.data(), static_cast<std::size_t>(count));
    } else if (count == 0 || errno != EINTR) {
      return text;
    }
  }
}

int wait_for(pid_t process) {
  int state = 0;
  while (waitpid(process, &state, 0) < 0 && errno == EINTR) {
  }
  return WIFSIGNALED(state) ? 128 + WTERMSIG(state) : WEXITSTATUS(state);
}

}  // namespace

Result<Finished> run_process(const std::vector<std::string>& command) {
  if (interrupted() != 0) return Status(Code::kUnavailable, "interrupted");
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return failure(command[0], errno);
  pid_t process = 0;
  const int error = spawn(command, ends[1], process);
  close(ends[1]);
  if (error != 0) {
    close(ends[0]);
    return failure(command[0], error);
  }
  Finished finished;
  {
    const Running running(process);
    finished.output = read_all(ends[0]);
    close(ends[0]);
    finished.exit_code = wait_for(process);
  }
  if (interrupted() != 0) return Status(Code::kUnavailable, "interrupted");
  return finished;
}

void catch_interrupts() {
  struct sigaction action{};
  action.sa_handler = on_interrupt;
  for (int signal_number : {SIGINT, SIGTERM, SIGHUP}) {
    sigaction(signal_number, &action, nullptr);
  }
}

int interrupted() noexcept { return interrupt_signal; }

}  // namespace larder::nvcc
