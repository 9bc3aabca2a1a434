// Runs code in a child process, system call by system call (ptrace), and kills it at one of them.
//
//   work ──fork──▶ child ──stops before and after each system call──▶ calls, or kill -9 at a stop
#ifndef LARDER_TESTS_STORE_SYSTEM_CALLS_H
#define LARDER_TESTS_STORE_SYSTEM_CALLS_H

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace larder::tests {

enum class CallKind : unsigned char {
  kCreate,  ///< of a file: `path`
  kWrite,   ///< of `bytes` to the end of `path`
  kSync,    ///< of a file or folder: `path`
  kRename,  ///< of `path` to `to`
  kRemove,  ///< of a file: `path`
  kMakeFolder
};

/// A system call that changed files, or made a change last.
struct SystemCall {
  CallKind kind = CallKind::kSync;
  std::string path;
  std::string to;
  std::string bytes;
};

struct TracedRun {
  int stops = 0;        ///< before and after each system call, whatever its kind
  bool killed = false;  ///< at the stop that was asked for
  bool result = false;  ///< what `work` returned
  std::vector<SystemCall> calls;
};

/// Why processes can't be traced here; nothing where they can.
[[nodiscard]] std::optional<std::string> why_no_tracing();

/// Runs `work` to its end, or kills it at stop `kill_at` (from 0). Throws std::runtime_error where
/// the system doesn't let it. `work` must have one thread.
[[nodiscard]] TracedRun run_traced(const std::function<bool()>& work,
                                   std::optional<int> kill_at = std::nullopt);

}  // namespace larder::tests

#endif  // LARDER_TESTS_STORE_SYSTEM_CALLS_H
