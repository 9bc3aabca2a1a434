// Many processes that do something to the same files at once.
#ifndef LARDER_TESTS_STORE_PROCESSES_H
#define LARDER_TESTS_STORE_PROCESSES_H

#include <sys/types.h>

#include <functional>
#include <vector>

namespace larder::tests {

/// Processes that wait for each other at the start line; each calls its work, which says whether
/// it went as it should. Those that are still running are killed with this.
class Processes {
 public:
  /// `work` gets a number from 0. Throws std::system_error where there are no more processes.
  Processes(int count, const std::function<bool(int number)>& work);
  ~Processes();
  Processes(const Processes&) = delete;
  Processes& operator=(const Processes&) = delete;

  /// Lets all begin.
  void start();
  /// Waits for all; how many said no, or were killed.
  [[nodiscard]] int failed();

 private:
  int start_line_[2] = {-1, -1};
  std::vector<pid_t> running_;
};

/// Starts `count` processes and waits for them; how many said no, or were killed.
[[nodiscard]] int run_processes(int count, const std::function<bool(int number)>& work);

}  // namespace larder::tests

#endif  // LARDER_TESTS_STORE_PROCESSES_H
