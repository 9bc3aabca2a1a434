#include "tests/bench/store_bench_tasks.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <optional>
#include <random>
#include <set>
#include <stdexcept>
#include <string_view>

#include "runtime/format/layout.h"
#include "runtime/store/cache.h"
#include "tests/bench/store_bench_measure.h"
#include "tests/bench/store_bench_pages.h"

namespace larder::bench {
namespace {

constexpr double kMilli = 1e3;
constexpr double kMicro = 1e6;
constexpr double kNano = 1e9;

store::Cache open_cache(const std::string& path) {
  Result<store::Cache> cache = store::Cache::open(path);
  if (!cache.ok()) throw std::runtime_error(cache.status().text());
  return *std::move(cache);
}

// As much memory as a processor reads at once.
struct alignas(64) Line {
  std::uint32_t next = 0;
};

std::uint64_t count_letters(const format::IndexView& index) {
  std::set<std::string_view> texts = {index.producer(), index.toolchain()};
  for (std::uint32_t i = 0; i < index.kernel_count(); ++i) {
    const format::KernelView kernel = index.kernel(i);
    texts.insert({kernel.name, kernel.symbol, kernel.source});
  }
  std::uint64_t letters = 0;
  for (const std::string_view text : texts) letters += text.size();
  return letters;
}

Spread exactly(double value) { return {value, value, value}; }

// The measurements of one thing, of each contestant.
using Times = std::vector<std::vector<double>>;

// One row for each rival; the rivals' own spreads as notes.
void compare(const std::string& name, const std::string& unit, double scale, const Contestants& all,
             const Times& times, Report& report) {
  const Spread larder = spread_of(times[0]);
  for (std::size_t i = 1; i < all.size(); ++i) {
    const Spread rival = spread_of(times[i]);
    report.add(name, unit, scale, larder, Rival{all[i]->name(), rival.median});
    Report::note(fmt::format("    {} ({:.4g} to {:.4g}); {:.1f} times as long", all[i]->name(),
                             rival.low * scale, rival.high * scale, rival.median / larder.median));
  }
}

// Gets what the questions need out of the page cache; the bytes that stay, which should be none.
std::uint64_t make_cold(const Contestant& contestant, std::span<const Question> questions) {
  std::vector<format::Key> keys;
  for (const Question& question : questions) keys.push_back(question.key);
  std::uint64_t stayed = 0;
  for (const std::string& path : contestant.files(keys)) {
    drop_pages(path);
    stayed += cached_bytes(path);
  }
  return stayed;
}

}  // namespace

void measure_building(const Contestants& all, const std::vector<Kernel>& kernels, Report& report) {
  std::vector<double> seconds;
  for (const auto& contestant : all) {
    const auto start = Clock::now();
    contestant->build(kernels);
    seconds.push_back(seconds_since(start));
  }
  for (std::size_t i = 1; i < all.size(); ++i) {
    report.add("building", "s", 1, exactly(seconds[0]), Rival{all[i]->name(), seconds[i]});
  }
}

void measure_size(const std::string& larder_path, Report& report) {
  const std::uint64_t before = own_bytes();
  const store::Cache cache = open_cache(larder_path);
  const std::uint64_t after = own_bytes();
  if (after <= before) throw std::runtime_error("opening a cache took no memory");
  const std::uint64_t resident = after - before;
  report.add("resident after opening", "KiB", 1.0 / 1024, exactly(static_cast<double>(resident)),
             Rival{"limit", 1024});
  const format::IndexView& index = cache.index();
  const auto texts = format::load<std::uint32_t>(index.header(), format::header::kTextSize);
  const auto rest = static_cast<double>(index.prefix().index_size - texts);
  report.add("index bytes a kernel, less texts", "bytes", 1, exactly(rest / index.kernel_count()),
             Rival{"limit", 96});
  // Beyond the letters alone: each text also has a number that says how long it is.
  report.add("index bytes a kernel, less letters", "bytes", 1,
             exactly((static_cast<double>(index.prefix().index_size) -
                      static_cast<double>(count_letters(index))) /
                     index.kernel_count()),
             std::nullopt);
}

void measure_memory(Report& report) {
  constexpr std::uint32_t kLines = (8 << 20) / sizeof(Line);
  std::vector<std::uint32_t> order(kLines);
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::shuffle(order, std::mt19937_64(1));
  std::vector<Line> lines(kLines);
  for (std::uint32_t i = 0; i < kLines; ++i) lines[order[i]].next = order[(i + 1) % kLines];
  std::vector<double> times;
  std::uint32_t at = 0;
  for (int batch = 0; batch < 200; ++batch) {
    const auto start = Clock::now();
    for (int i = 0; i < 4096; ++i) at = lines[at].next;
    times.push_back(seconds_since(start) / 4096);
  }
  // Not only a check: without a use of `at` there would be nothing to wait for.
  const auto first = static_cast<std::uint32_t>(std::ranges::find(order, 0U) - order.begin());
  if (at != order[(first + 200U * 4096U) % kLines]) {
    throw std::runtime_error("the chain of lines through memory is broken");
  }
  report.add("one read in 8 MiB of memory", "ns", kNano, spread_of(times), std::nullopt);
}

void measure_opening(const Contestants& all, const std::vector<Kernel>& kernels, Report& report) {
  constexpr std::uint32_t kTimes = 101;
  Stopwatch stopwatch;
  Times first(all.size());
  Times next(all.size());
  for (std::uint32_t i = 0; i < kTimes; ++i) {
    const std::vector<Question> questions = ask_some(kernels, 101, 1000 + i);
    for (std::size_t k = 0; k < all.size(); ++k) {
      const Opening opening = stopwatch.open_and_find(*all[k], questions);
      first[k].push_back(opening.first);
      next[k].push_back((opening.all - opening.first) / 100);
    }
  }
  report.add("open + first look-up, warm", "us", kMicro, spread_of(first[0]), Rival{"limit", 1000});
  compare("open + first look-up, warm", "us", kMicro, all, first, report);
  compare("each of 100 after opening, warm", "ns", kNano, all, next, report);
}

namespace {

// Each image once, so that what can be kept in memory is there.
void read_all(Reader& reader, const std::vector<Kernel>& kernels, Stopwatch& stopwatch) {
  for (const Kernel& kernel : kernels) {
    const Question question{kernel.key, kernel.image};
    (void)stopwatch.find(reader, {&question, 1});
  }
}

}  // namespace

void measure_look_ups(const Contestants& all, const std::vector<Kernel>& kernels, Report& report) {
  constexpr std::uint32_t kBatches = 200;
  constexpr std::uint32_t kSmall = 50;  // answers, copied, that a processor's cache has room for
  const std::vector<Question> absent = ask_absent(kBatches * 1000);
  Times found(all.size());
  Times again(all.size());
  Times missed(all.size());
  Times bytes(all.size());
  for (std::size_t k = 0; k < all.size(); ++k) {
    const std::unique_ptr<Reader> reader = all[k]->open();
    Stopwatch stopwatch;
    read_all(*reader, kernels, stopwatch);
    for (std::uint32_t i = 0; i < kBatches; ++i) {
      const std::vector<Question> questions = ask_some(kernels, 1000, 2000 + i);
      found[k].push_back(stopwatch.size_of(*reader, questions));
      again[k].push_back(stopwatch.size_of(*reader, questions));
      missed[k].push_back(
          stopwatch.size_of(*reader, std::span(absent).subspan(std::size_t{i} * 1000, 1000)));
      bytes[k].push_back(stopwatch.find(*reader, ask_some(kernels, kSmall, 4000 + i)));
    }
  }
  report.add("next look-up, key found", "ns", kNano, spread_of(found[0]), Rival{"limit", 200});
  compare("next look-up, key found", "ns", kNano, all, found, report);
  report.add("the same 1000 again", "ns", kNano, spread_of(again[0]), Rival{"limit", 200});
  compare("the same 1000 again", "ns", kNano, all, again, report);
  report.add("next look-up, key absent", "ns", kNano, spread_of(missed[0]), Rival{"limit", 200});
  compare("next look-up, key absent", "ns", kNano, all, missed, report);
  compare("next look-up and checked bytes", "ns", kNano, all, bytes, report);
}

namespace {

// How much of the files opening alone brings into the page cache: not the tables.
void measure_fetched(const Contestant& larder, Report& report) {
  std::uint64_t fetched = 0;
  const std::unique_ptr<Reader> reader = larder.open();
  for (const std::string& path : larder.files({})) fetched += cached_bytes(path);
  report.add("fetched by opening, cold", "KiB", 1.0 / 1024, exactly(static_cast<double>(fetched)),
             Rival{"limit", 1024});
}

}  // namespace

void measure_cold(const Contestants& all, const std::vector<Kernel>& kernels, Report& report) {
  constexpr std::uint32_t kTimes = 21;
  Stopwatch stopwatch;
  Times first(all.size());
  Times hundred(all.size());
  bool everything = false;
  for (std::uint32_t i = 0; i < kTimes; ++i) {
    const std::vector<Question> questions = ask_some(kernels, 100, 5000 + i);
    for (std::size_t k = 0; k < all.size(); ++k) {
      if (const std::uint64_t stayed = make_cold(*all[k], questions); stayed != 0) {
        Report::note(
            fmt::format("no cold rows: {} bytes of {} stayed in the page cache (is the "
                        "folder on a disk? see --folder)",
                        stayed, all[k]->name()));
        return;
      }
      everything = drop_all();
      const Opening opening = stopwatch.open_and_find(*all[k], questions);
      first[k].push_back(opening.first);
      hundred[k].push_back(opening.all);
    }
  }
  Report::note(everything ? "cold: the system was told to forget all pages, folders and inodes"
                          : "cold: no page of the files was cached; folders and inodes were, as "
                            "only root can drop them");
  if (make_cold(*all[0], {}) == 0) measure_fetched(*all[0], report);
  compare("open + first look-up, cold", "us", kMicro, all, first, report);
  compare("open + 100 look-ups, cold", "us", kMicro, all, hundred, report);
}

namespace {

constexpr std::uint32_t kStarts = 5;

void measure_warm_start(const Contestants& all, const std::vector<Kernel>& kernels,
                        std::uint32_t count, Report& report) {
  Stopwatch stopwatch;
  Times times(all.size());
  for (std::uint32_t i = 0; i < kStarts; ++i) {
    const std::vector<Question> questions = ask_some(kernels, count, 6000 + i);
    for (std::size_t k = 0; k < all.size(); ++k) {
      (void)stopwatch.open_and_find_together(*all[k], questions);  // brings it into memory
      times[k].push_back(stopwatch.open_and_find_together(*all[k], questions));
    }
  }
  compare(fmt::format("start with {} kernels, warm", count), "ms", kMilli, all, times, report);
}

void measure_cold_start(const Contestants& all, const std::vector<Kernel>& kernels,
                        std::uint32_t count, Report& report) {
  Stopwatch stopwatch;
  Times times(all.size());
  std::vector<double> disk;
  for (std::uint32_t i = 0; i < kStarts; ++i) {
    const std::vector<Question> questions = ask_some(kernels, count, 6000 + i);
    for (std::size_t k = 0; k < all.size(); ++k) {
      if (make_cold(*all[k], questions) != 0) return;  // measure_cold() says why
      (void)drop_all();
      times[k].push_back(stopwatch.open_and_find_together(*all[k], questions));
    }
    const std::string data = all[0]->files({}).back();
    drop_pages(data);
    disk.push_back(read_at_random(data, count, i));
  }
  const std::string name = fmt::format("start with {} kernels, cold", count);
  compare(name, "ms", kMilli, all, times, report);
  report.add(name, "ms", kMilli, spread_of(times[0]),
             Rival{"disk alone, at once", spread_of(disk).median});
}

}  // namespace

void measure_start(const Contestants& all, const std::vector<Kernel>& kernels, std::uint32_t count,
                   Report& report) {
  measure_warm_start(all, kernels, count, report);
  measure_cold_start(all, kernels, count, report);
}

}  // namespace larder::bench
