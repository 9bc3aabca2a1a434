// Two contestants in turns, by the CPU time that all threads of the process spend.
#ifndef LARDER_TESTS_BENCH_CPU_MEASURE_H
#define LARDER_TESTS_BENCH_CPU_MEASURE_H

#include <functional>

#include "tests/bench/bench_report.h"

namespace larder::bench {

/// Seconds that all threads of this process together have run.
[[nodiscard]] double cpu_seconds();
[[nodiscard]] double wall_seconds();

/// Returns when no thread of this process runs but the caller: workers of OpenMP and of TBB spin
/// for a while after their work, which would be counted to whoever runs next.
void settle();

/// What one call costs, in seconds.
struct Contest {
  Spread ours;
  Spread theirs;
};

/// In turns; each side is called as often in a turn as some milliseconds need. `prepare` comes
/// before each call and is not measured.
[[nodiscard]] Contest contest(const std::function<void()>& prepare,
                              const std::function<void()>& ours,
                              const std::function<void()>& theirs, double (*clock)() = cpu_seconds);

}  // namespace larder::bench

#endif  // LARDER_TESTS_BENCH_CPU_MEASURE_H
