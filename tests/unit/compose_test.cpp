#include "runtime/compose.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <vector>

namespace larder {
namespace {

TEST(Compose, WritesWhatFmtDoes) {
  EXPECT_EQ(compose("{}, {}; {}", "a", std::string("b"), std::string_view("c{}")), "a, b; c{}");
  for (const std::int64_t number :
       {std::int64_t{0}, std::int64_t{-1}, std::int64_t{42},
        std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
    EXPECT_EQ(compose("<{}>", number), fmt::format("<{}>", number));
  }
  for (const std::uint64_t number : {std::uint64_t{0}, std::uint64_t{255}, ~std::uint64_t{0}}) {
    EXPECT_EQ(
        compose("{} {:x} {:02x} {:08x} {:#010x}", number, number, number, number, number),
        fmt::format("{} {:x} {:02x} {:08x} {:#010x}", number, number, number, number, number));
  }
  const std::uint8_t byte = 200;
  const int here = 0;
  const void* const address = &here;
  EXPECT_EQ(compose("{} at {}", byte, address), fmt::format("{} at {}", byte, address));
}

TEST(Compose, JoinsTexts) {
  EXPECT_EQ(joined({}, ", "), "");
  EXPECT_EQ(joined(std::vector<std::string>{"a"}, ", "), "a");
  EXPECT_EQ(joined(std::vector<std::string>{"a", "", "c"}, ", "), "a, , c");
}

}  // namespace
}  // namespace larder
