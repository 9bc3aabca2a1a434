// The measurements, each a few rows of the report. Each throws std::runtime_error where something
// can't be measured or an answer is wrong.
#ifndef LARDER_TESTS_BENCH_STORE_BENCH_TASKS_H
#define LARDER_TESTS_BENCH_STORE_BENCH_TASKS_H

#include <memory>
#include <string>
#include <vector>

#include "tests/bench/bench_report.h"
#include "tests/bench/store_bench_content.h"
#include "tests/bench/store_bench_contestant.h"

namespace larder::bench {

/// Larder, then its rivals.
using Contestants = std::vector<std::unique_ptr<Contestant>>;

/// Writes everybody's files, once.
void measure_building(const Contestants& all, const std::vector<Kernel>& kernels, Report& report);

/// The index's bytes, and the memory that an opened cache takes.
void measure_size(const std::string& larder_path, Report& report);

/// How long this machine takes for one read of memory that does not lie close by: what a look-up
/// in a large index waits for.
void measure_memory(Report& report);

/// Opening with the files in the page cache, then one look-up, then a hundred.
void measure_opening(const Contestants& all, const std::vector<Kernel>& kernels, Report& report);

/// Opened long ago: from a key to what is there, and to the image's bytes.
void measure_look_ups(const Contestants& all, const std::vector<Kernel>& kernels, Report& report);

/// Opening with the files out of the page cache. A note instead, where they can't be got out.
void measure_cold(const Contestants& all, const std::vector<Kernel>& kernels, Report& report);

/// Opening, then looking up `count` kernels, as a program starts: all keys are known before the
/// first look-up. With the files in the page cache, and with nothing there, beside what the disk
/// alone takes.
void measure_start(const Contestants& all, const std::vector<Kernel>& kernels, std::uint32_t count,
                   Report& report);

}  // namespace larder::bench

#endif  // LARDER_TESTS_BENCH_STORE_BENCH_TASKS_H
