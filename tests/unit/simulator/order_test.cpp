#include "runtime/simulator/order.h"

#include <gtest/gtest.h>

#include <vector>

namespace larder::simulator {
namespace {

std::vector<std::uint64_t> places(const Order& order, std::uint64_t count) {
  std::vector<std::uint64_t> all;
  for (std::uint64_t i = 0; i < count; ++i) all.push_back(order.place(i, count));
  return all;
}

TEST(Order, ForwardAndReverse) {
  EXPECT_EQ(places({}, 4), (std::vector<std::uint64_t>{0, 1, 2, 3}));
  EXPECT_EQ(places({OrderKind::kReverse}, 4), (std::vector<std::uint64_t>{3, 2, 1, 0}));
}

TEST(Order, ASeedGivesAPermutationOfItsOwn) {
  for (const std::uint64_t count : {1u, 2u, 3u, 31u, 64u, 1000u}) {
    std::vector<bool> seen(count);
    for (const std::uint64_t place : places({OrderKind::kSeeded, 7}, count)) {
      ASSERT_LT(place, count);
      EXPECT_FALSE(seen[place]) << place << " of " << count;
      seen[place] = true;
    }
  }
  EXPECT_NE(places({OrderKind::kSeeded, 1}, 64), places({OrderKind::kSeeded, 2}, 64));
  EXPECT_EQ(places({OrderKind::kSeeded, 1}, 64), places({OrderKind::kSeeded, 1}, 64));
}

TEST(Order, WordsOfTheVariable) {
  EXPECT_EQ(parse_order("forward")->kind, OrderKind::kForward);
  EXPECT_EQ(parse_order("reverse")->kind, OrderKind::kReverse);
  EXPECT_EQ(parse_order("12")->seed, 12u);
  for (const char* wrong : {"", "12a", "-1", "Forward"}) EXPECT_FALSE(parse_order(wrong)) << wrong;
}

}  // namespace
}  // namespace larder::simulator
