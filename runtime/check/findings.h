// What was found so far: each pair of places of a kernel once, with a
// count. A finding is told at once, because
// the program may end at any time; the counts at the end.
#ifndef LARDER_CHECK_FINDINGS_H
#define LARDER_CHECK_FINDINGS_H

#include <cstdint>
#include <cstdio>

#include "runtime/check/finding.h"

namespace larder::inline v1::check {

class Findings {
 public:
  /// Whether it is new; then tell() follows. In any case it is counted. A place may be 0.
  bool count(FindingKind kind, const void* kernel, Place one, Place other);
  void tell(const Finding& finding);
  /// The counts.
  void end(std::uint32_t launches);

 private:
  struct Entry {
    const void* kernel;
    std::uint64_t places;
    std::uint64_t count;
    FindingKind kind;
  };

  void write(const std::string& line);

  std::vector<Entry> entries_;  // few, in the order of their first
  std::FILE* file_ = nullptr;   // where `larder check` reads them
  bool opened_ = false;
};

}  // namespace larder::inline v1::check

/// Called for each new finding: a place for a debugger's breakpoint.
extern "C" void larder_check_finding();

#endif  // LARDER_CHECK_FINDINGS_H
