#include "runtime/format/key_hints.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace larder::inline v1::format {
namespace {

constexpr std::uint64_t kMost = ~std::uint64_t{0};

TEST(KeyHints, TakeAnEvenSpreadAtFirst) {
  const KeyHints hints(100'000);
  EXPECT_EQ(hints.near(0), 0U);
  EXPECT_EQ(hints.near(std::uint64_t{1} << 63), 50'000U);
  EXPECT_EQ(hints.near(kMost), 99'999U);
}

TEST(KeyHints, MoveThePartOfTheValuesWhereAKeyWasSeen) {
  const KeyHints hints(100'000);
  const std::uint64_t value = 0x8000456789abcdef;
  const std::uint64_t next = value + (std::uint64_t{3} << 48);
  hints.remember(value, 50'200);
  hints.remember(next, 60'000);
  EXPECT_EQ(hints.near(value), 50'200U);
  EXPECT_EQ(hints.near(next), 50'204U);  // an even spread has 4.6 keys between the two
  for (const std::uint64_t other : {value + (std::uint64_t{1} << 56), std::uint64_t{1} << 62}) {
    EXPECT_EQ(hints.near(other), even_number(other, 100'000));
  }
}

TEST(KeyHints, StayAmongTheKeys) {
  const KeyHints hints(1000);
  hints.remember(1, 0);
  hints.remember(std::uint64_t{1} << 50, 0);
  hints.remember(kMost - (std::uint64_t{1} << 50), 999);
  EXPECT_EQ(hints.near(0), 0U);
  EXPECT_LE(hints.near(kMost), 1000U);
}

TEST(KeyHints, ForgetKeysThatAreNotSpread) {
  const KeyHints hints(1'000'000);
  hints.remember(kMost, 7);
  EXPECT_EQ(hints.near(kMost), 999'999U);
}

TEST(KeyHints, TakeAnyCountAndEveryNumber) {
  for (const std::uint32_t keys : {0U, 1U, 16U, 1U << 31, ~0U}) {
    const KeyHints hints(keys);
    for (const std::uint32_t number : {0U, keys, ~0U}) {
      for (const std::uint64_t value : {std::uint64_t{0}, kMost}) {
        hints.remember(value, number);
        EXPECT_LE(hints.near(value), keys);
      }
    }
  }
}

TEST(KeyHints, ServeSeveralThreads) {
  constexpr std::uint32_t kKeys = 1 << 20;
  const KeyHints hints(kKeys);
  const auto work = [&hints](std::uint32_t from) {
    for (std::uint32_t i = from; i < 4096; ++i) {
      const std::uint64_t value = std::uint64_t{i} << 52;
      const std::uint32_t number = i * (kKeys / 4096) + i % 251;
      hints.remember(value, number);
      ASSERT_EQ(hints.near(value), number);
    }
  };
  std::vector<std::jthread> threads;
  threads.reserve(4);
  for (std::uint32_t from = 0; from < 4; ++from) threads.emplace_back(work, from);
}

}  // namespace
}  // namespace larder::inline v1::format
