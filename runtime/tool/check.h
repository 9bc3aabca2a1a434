// `larder check`: runs a program whose kernels were built with checks, in several orders of blocks
// and threads, and reports all that was found, once.
#ifndef LARDER_TOOL_CHECK_H
#define LARDER_TOOL_CHECK_H

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace larder::tool {

/// A place in the user's source; `file` is empty if it is unknown.
struct CheckedAccess {
  std::string what;
  std::string block;   ///< "(0,0,0)"
  std::string thread;  ///< "(0,0,0)"
  std::string file;
  int line = 0;
  std::string text;  ///< of that line; empty if the file can't be read
};

struct CheckFinding {
  std::string kind;
  std::set<std::string> kernels;
  std::string kernel_location;
  std::uint64_t launch = 0;
  std::string memory;
  std::vector<CheckedAccess> accesses;
  std::string advice;
  std::uint64_t count = 0;  ///< in all runs
  unsigned runs = 0;        ///< in how many it was found
};

/// What came of one run.
struct CheckedRun {
  std::string order;
  int exit_code = 0;
  bool killed = false;   ///< by a signal, whose number is the exit code
  bool checked = false;  ///< the program was built with checks
  std::uint64_t launches = 0;
  std::vector<CheckFinding> findings;
};

struct CheckReport {
  std::vector<CheckedRun> runs;
  std::vector<CheckFinding> findings;  ///< of all, sorted by kind and place
  std::uint64_t suppressed = 0;
};

/// Runs the command in this order; its output is shown if `loud`. It ends after so many seconds at
/// the latest, unless that is 0.
[[nodiscard]] CheckedRun run_checked(const std::vector<std::string>& command,
                                     const std::string& order, unsigned seconds, bool loud);
/// Reads what the check library has written in the program of this path.
void read_findings(const std::string& lines, const std::string& program, CheckedRun& run);
/// Unites the runs' findings, without those that a line of `suppressions` or a comment in the
/// source suppresses.
[[nodiscard]] CheckReport unite(std::vector<CheckedRun> runs,
                                const std::vector<std::string>& suppressions);

[[nodiscard]] std::string check_text(const CheckReport& report);
[[nodiscard]] std::string check_json(const CheckReport& report);
[[nodiscard]] std::string check_sarif(const CheckReport& report);
[[nodiscard]] std::string check_junit(const CheckReport& report);

}  // namespace larder::tool

#endif  // LARDER_TOOL_CHECK_H
