#include "tests/store/processes.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <exception>
#include <system_error>
#include <utility>

namespace larder::tests {
namespace {

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

// Never returns into the test program that this is a copy of.
[[noreturn]] void be_child(const std::function<bool(int)>& work, int number) {
  try {
    ::_exit(work(number) ? 0 : 1);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "process %d: %s\n", number, error.what());
    ::_exit(2);
  }
}

}  // namespace

Processes::Processes(int count, const std::function<bool(int)>& work) {
  if (::pipe(start_line_) != 0) fail("pipe");
  for (int number = 0; number < count; ++number) {
    const pid_t child = ::fork();
    if (child < 0) fail("fork");
    if (child == 0) {
      ::close(start_line_[1]);
      char none = 0;
      // Ends when the last writer has closed it: the one that made the processes.
      (void)!::read(start_line_[0], &none, 1);
      be_child(work, number);
    }
    running_.push_back(child);
  }
}

Processes::~Processes() {
  for (const pid_t child : running_) ::kill(child, SIGKILL);
  (void)failed();
  ::close(start_line_[0]);
}

void Processes::start() { ::close(std::exchange(start_line_[1], -1)); }

int Processes::failed() {
  if (start_line_[1] >= 0) start();
  int failed = 0;
  for (const pid_t child : std::exchange(running_, {})) {
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    failed += WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : 1;
  }
  return failed;
}

int run_processes(int count, const std::function<bool(int)>& work) {
  Processes processes(count, work);
  processes.start();
  return processes.failed();
}

}  // namespace larder::tests
