// Writes of different threads that nothing orders are harmless if they write the same value, as
// where all threads that find something set a flag. Compilers tell of a write before it happens, so
// whether it changes the memory is known only when its thread has gone on.
#ifndef LARDER_CHECK_SAME_VALUES_H
#define LARDER_CHECK_SAME_VALUES_H

#include "runtime/check/access.h"
#include "runtime/check/block_checks.h"

namespace larder::inline v1::check {

/// Two plain writes that race unless they write the same.
struct DoubtfulRace {
  Access now;
  Access earlier;
  const Thread* thread;  ///< of the later one
  Address word;
  std::uint64_t before;  ///< what the word contains as `now` begins

  /// Whether its thread has changed bytes that both write.
  [[nodiscard]] bool changed() const;
};

[[nodiscard]] inline bool may_write_the_same(const Access& now, const Access& earlier) {
  return now.write() && earlier.write() && !now.atomic() && !earlier.atomic();
}
[[nodiscard]] std::uint64_t content_of(Address word);

/// Those of the thread that runs.
struct DoubtfulRaces {
  static constexpr unsigned kMost = 128;
  DoubtfulRace list[kMost];
  unsigned count = 0;
};

}  // namespace larder::inline v1::check

#endif  // LARDER_CHECK_SAME_VALUES_H
