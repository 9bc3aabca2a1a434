#include "runtime/format/key_hints.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace larder::format {
namespace {

TEST(KeyHints, KnowAtFirstThatNothingLiesBeforeNumberZero) {
  const KeyHints hints(100'000);
  for (const std::uint64_t value : {std::uint64_t{0}, std::uint64_t{1} << 40, ~std::uint64_t{0}}) {
    EXPECT_EQ(hints.near(value).value, 0U);
    EXPECT_EQ(hints.near(value).number, 0U);
  }
}

TEST(KeyHints, GiveTheFirstThatWasRememberedForAPartOfTheValues) {
  const KeyHints hints(100'000);
  const std::uint64_t value = 0x8123456789abcdef;
  hints.remember({value, 50'445});
  hints.remember({value + 1, 50'446});
  EXPECT_EQ(hints.near(value + 2).value, 0x8123456700000000);
  EXPECT_EQ(hints.near(value + 2).number, 50'445U);
  EXPECT_EQ(hints.near(value + (std::uint64_t{1} << 56)).number, 0U);
  EXPECT_EQ(hints.near(value - (std::uint64_t{1} << 56)).number, 0U);
}

TEST(KeyHints, TakeAnyCountAndEveryNumber) {
  for (const std::uint32_t keys : {0U, 1U, 16U, 1U << 31, ~0U}) {
    const KeyHints hints(keys);
    hints.remember({~std::uint64_t{0}, ~0U});
    EXPECT_EQ(hints.near(~std::uint64_t{0}).number, ~0U);
    EXPECT_EQ(hints.near(0).number, 0U);
  }
}

TEST(KeyHints, FromSeveralThreadsAreWhole) {
  const KeyHints hints(1 << 20);
  const auto work = [&hints](std::uint32_t from) {
    for (std::uint32_t i = from; i < 4096; ++i) {
      const std::uint64_t value = (std::uint64_t{i} << 52) + (std::uint64_t{i} << 32);
      hints.remember({value, i});
      const KeyHint hint = hints.near(value);
      ASSERT_EQ(hint.number, hint.value >> 52);
    }
  };
  std::vector<std::jthread> threads;
  threads.reserve(4);
  for (std::uint32_t from = 0; from < 4; ++from) threads.emplace_back(work, from);
}

}  // namespace
}  // namespace larder::format
