// What was found so far: each pair of places of a kernel once, with a
// count. A finding is told at once, because
// the program may end at any time; the counts at the end.
#ifndef LARDER_CHECK_FINDINGS_H
#define LARDER_CHECK_FINDINGS_H

#include <cstdint>
#include <cstdio>
#include <optional>

#include "runtime/check/finding.h"

namespace larder::inline v1::check {

class Findings {
 public:
  /// Counts it; a kernel is known by its function's address. If it is new, returns its number, for
  /// tell(). A place may be 0.
  std::optional<std::size_t> add(FindingKind kind, const void* kernel, Place one, Place other);
  void tell(std::size_t number, const Finding& finding);
  /// Whether one of two accesses that nothing orders was at this place of the kernel.
  [[nodiscard]] bool in_race(const void* kernel, Place place) const;
  /// Writes the counts of those that were told.
  void write_counts(std::uint32_t launches);

 private:
  struct Entry {
    FindingKind kind;
    const void* kernel;
    Place one;
    Place other;
    std::uint64_t count;
  };

  void write(const std::string& line);

  std::vector<Entry> entries_;  // few, in the order of their first
  std::vector<std::size_t> told_;
  std::FILE* file_ = nullptr;  // where `larder check` reads them
  bool opened_ = false;
};

}  // namespace larder::inline v1::check

/// Called for each new finding: a place for a debugger's breakpoint.
extern "C" void larder_check_finding();

#endif  // LARDER_CHECK_FINDINGS_H
