// Looks up kernels in a cache of 100,000: how fast, beside fixed limits and beside the other ways
// to keep images.
//
//   store_bench [--json FILE] [--folder FOLDER]
//
// FOLDER, by default the current one, gets a temporary folder; measurements with a cold page cache
// need it on a disk. Every answer of every contestant is checked; ends with 1 where one is wrong.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/bench/bench_main.h"
#include "tests/bench/bench_report.h"
#include "tests/bench/store_bench_content.h"
#include "tests/bench/store_bench_contestant.h"
#include "tests/bench/store_bench_tasks.h"
#include "tests/support/folder.h"

namespace larder::bench {
namespace {

constexpr std::uint32_t kKernels = 100'000;

Contestants make_contestants(const std::string& folder) {
  Contestants all;
  all.push_back(make_larder(folder));
#ifdef LARDER_WITH_SQLITE
  all.push_back(make_sqlite(folder, SqliteMode::kMapped));
#else
  Report::note("no rows for SQLite: its library was not found when this was built");
#endif
  all.push_back(make_files(folder));
  return all;
}

// Other ways to read what is there.
void add_readers(const std::string& folder, Contestants& all) {
#ifdef LARDER_WITH_SQLITE
  all.push_back(make_sqlite(folder, SqliteMode::kUnmapped));
  all.push_back(make_sqlite(folder, SqliteMode::kImmutable));
#else
  (void)folder;
  (void)all;
#endif
}

void run(const std::string& parent, const std::string& json) {
  const tests::Folder folder(std::filesystem::canonical(parent));
  const std::string larder = larder_path(folder.path());
  const std::vector<Kernel> kernels = make_kernels(kKernels);
  Report report("store");
  Contestants all = make_contestants(folder.path());
  measure_building(all, kernels, report);
  add_readers(folder.path(), all);
  measure_size(larder, report);
  measure_memory(report);
  measure_opening(all, kernels, report);
  measure_look_ups(all, kernels, report);
  measure_cold(all, kernels, report);
  for (const std::uint32_t count : {100U, 1000U}) {
    measure_start(all, kernels, count, report);
  }
  if (!json.empty()) report.write(json);
}

}  // namespace
}  // namespace larder::bench

int main(int argc, char** argv) {
  CLI::App app("Measures look-ups in a cache of 100,000 kernels.", "store_bench");
  std::string folder = ".";
  app.add_option("--folder", folder, "make the temporary folder here");
  return larder::bench::bench_main(
      app, argc, argv, [&](const std::string& json) { larder::bench::run(folder, json); });
}
