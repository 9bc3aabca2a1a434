// The cost of launching a kernel that does nothing.
#ifndef LARDER_TESTS_BENCH_CPU_LAUNCHES_H
#define LARDER_TESTS_BENCH_CPU_LAUNCHES_H

#include <larder/larder.h>

#include <string>

#include "tests/bench/bench_report.h"

namespace larder::bench {

/// Rows of several grids, from one thread and from two. `suffix` ends the cases' names.
void measure_launches(Report& report, Device& device, const std::string& suffix);

}  // namespace larder::bench

#endif  // LARDER_TESTS_BENCH_CPU_LAUNCHES_H
