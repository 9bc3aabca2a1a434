// The runs of neighbours for which a kernel's guards hold (larder/detail/threads.h), beside asking
// each thread of the row.
#include <gtest/gtest.h>
#include <larder/detail/threads.h>

#include <cstdint>
#include <vector>

namespace larder::inline v1::detail {
namespace {

constexpr std::int64_t kWrap = std::int64_t{1} << 32;

/// A row whose index starts at `start`, as an int where `is_signed`, and guards low <= index <
/// high.
struct Row {
  std::int64_t start;
  bool is_signed;
  std::int64_t low;
  std::int64_t high;

  std::int64_t index(unsigned x) const {
    const std::int64_t wide = ((start + x) % kWrap + kWrap) % kWrap;
    return is_signed && wide >= kWrap / 2 ? wide - kWrap : wide;
  }
  bool holds(unsigned x) const { return low <= index(x) && index(x) < high; }
};

struct Ran {
  unsigned x;
  std::int64_t index;
  bool operator==(const Ran&) const = default;
};

std::vector<Ran> by_runs(const Row& row, unsigned first, unsigned end) {
  const auto probe = [&](unsigned x, std::int64_t& index) {
    index = row.index(x);
    return row.holds(x);
  };
  std::vector<Ran> out;
  for (unsigned x = first; x < end;) {
    const Run run = next_run(probe, x, end);
    EXPECT_GE(run.first, x);
    EXPECT_LE(run.first, run.end);
    EXPECT_LE(run.end, end);
    for (unsigned i = run.first; i < run.end; ++i) out.push_back({i, run.index + (i - run.first)});
    x = run.end;
  }
  return out;
}

std::vector<Ran> one_by_one(const Row& row, unsigned first, unsigned end) {
  std::vector<Ran> out;
  for (unsigned x = first; x < end; ++x)
    if (row.holds(x)) out.push_back({x, row.index(x)});
  return out;
}

TEST(ThreadRuns, AreTheThreadsForWhichTheGuardsHold) {
  const std::int64_t starts[] = {0,         1,         7,        40, -3, -20, kWrap / 2 - 5,
                                 kWrap / 2, kWrap - 6, kWrap - 1};
  for (const std::int64_t start : starts)
    for (const bool is_signed : {false, true})
      for (const std::int64_t near : {std::int64_t{0}, start, kWrap / 2, kWrap, -kWrap / 2})
        for (std::int64_t low = near - 3; low < near + 12; low += 2)
          for (std::int64_t high = low - 1; high < low + 14; ++high)
            for (const unsigned count : {1u, 2u, 3u, 9u, 16u}) {
              const Row row{start, is_signed, low, high};
              ASSERT_EQ(by_runs(row, 0, count), one_by_one(row, 0, count))
                  << start << (is_signed ? " signed " : " unsigned ") << low << ".." << high
                  << " of " << count;
            }
}

TEST(ThreadRuns, MayBeginInTheMiddleOfARow) {
  const Row row{100, true, 103, 110};
  EXPECT_EQ(by_runs(row, 5, 16), one_by_one(row, 5, 16));
  EXPECT_EQ(by_runs(row, 4, 5), one_by_one(row, 4, 5));
}

TEST(ThreadRuns, AreLongWhereTheIndexCountsUp) {
  const Row row{100, true, 0, 1 << 20};
  const auto probe = [&](unsigned x, std::int64_t& index) {
    index = row.index(x);
    return row.holds(x);
  };
  EXPECT_EQ(next_run(probe, 0, 256).end, 256u);
}

}  // namespace
}  // namespace larder::inline v1::detail
