#include "runtime/check/moments.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <set>

namespace larder::check {
namespace {

const char code[4096] = {};

TEST(Moments, OfOnePlaceBlockAndTimeHaveOneNumber) {
  Moments moments;
  const std::uint32_t first = moments.number(&code[1], 7, Access::time(0, 3, 2));
  EXPECT_NE(first, 0u);
  EXPECT_NE(moments.number(&code[2], 7, Access::time(0, 3, 2)), first);
  EXPECT_NE(moments.number(&code[1], 8, Access::time(0, 3, 2)), first);
  EXPECT_NE(moments.number(&code[1], 7, Access::time(0, 4, 2)), first);
  EXPECT_EQ(moments.number(&code[1], 7, Access::time(0, 3, 2)), first);
  EXPECT_EQ(moments.count(), 4u);
}

TEST(Moments, KeepWhatAccessesHaveInCommon) {
  Moments moments;
  const std::uint32_t number = moments.number(&code[1], 70'000, Access::time(0, 3, 2));
  const KeptAccess kept{{KeptAccess::origin(1023, number, 70'000) | Access::kWrite |
                         std::uint64_t{0xf0} << Access::kBytesAt}};
  const Access access = moments.access(kept);
  EXPECT_EQ(access.block, 70'000u);
  EXPECT_EQ(access.thread(), 1023u);
  EXPECT_EQ(access.barrier(), 3u);
  EXPECT_EQ(access.step(), 2u);
  EXPECT_EQ(access.bytes(), 0xf0u);
  EXPECT_TRUE(access.write());
  EXPECT_FALSE(access.atomic());
}

TEST(Moments, AreManyAndBeginAnew) {
  Moments moments;
  for (int round = 0; round < 2; ++round) {
    std::set<std::uint32_t> numbers;
    for (std::uint32_t block = 0; block < 3000; ++block)
      for (std::uint32_t barrier = 0; barrier < 5; ++barrier)
        numbers.insert(moments.number(&code[block % 300], block, Access::time(0, barrier, 0)));
    EXPECT_EQ(numbers.size(), 15'000u);
    EXPECT_EQ(*numbers.rbegin(), 15'000u);
    EXPECT_EQ(moments[15'000].block, 2999u);
    EXPECT_EQ(moments[15'000].barrier(), 4u);
    moments.clear();
    EXPECT_EQ(moments.count(), 0u);
  }
}

}  // namespace
}  // namespace larder::check
