#include "runtime/tool/table.h"

#include <gtest/gtest.h>

#include <limits>

namespace larder::tool {
namespace {

TEST(Table, AlignsColumnsAndLeavesNoBlanksAtLineEnds) {
  Table table({{"NAME"}, {"SIZE", Align::kRight}, {"WHERE"}});
  table.add({"a", "1 B", "here"});
  table.add({"longer", "100 B", ""});
  EXPECT_EQ(table.text(),
            "NAME     SIZE  WHERE\n"
            "a         1 B  here\n"
            "longer  100 B\n");
}

TEST(Table, CountsCodePoints) {
  Table table({{"N"}, {"X"}});
  table.add({"größe", "1"});
  table.add({"abcde", "2"});
  EXPECT_EQ(table.text(), "N      X\ngröße  1\nabcde  2\n");
}

TEST(Text, OfSizes) {
  EXPECT_EQ(size_text(0), "0 B");
  EXPECT_EQ(size_text(1023), "1023 B");
  EXPECT_EQ(size_text(1024), "1.0 KiB");
  EXPECT_EQ(size_text(12595), "12.3 KiB");
  EXPECT_EQ(size_text(std::uint64_t{5} * 1024 * 1024), "5.0 MiB");
  EXPECT_EQ(size_text(std::uint64_t{3} << 30), "3.0 GiB");
  EXPECT_EQ(size_text(std::uint64_t{3} << 40), "3072.0 GiB");
}

TEST(Text, OfRangesNamesTheUnitOnceWhereItCan) {
  EXPECT_EQ(size_range_text(8, 8), "8 B");
  EXPECT_EQ(size_range_text(0, 8), "0-8 B");
  EXPECT_EQ(size_range_text(0, 2048), "0 B-2.0 KiB");
}

TEST(Text, OfTimesIsTheSameEverywhere) {
  EXPECT_EQ(time_text(0), "1970-01-01T00:00:00Z");
  EXPECT_EQ(time_text(1'795'695'757'999'999'999), "2026-11-26T12:22:37Z");
  EXPECT_EQ(time_text(-1), "1969-12-31T23:59:59Z");
  EXPECT_EQ(time_text(std::numeric_limits<std::int64_t>::max()), "2262-04-11T23:47:16Z");
  EXPECT_EQ(time_text(std::numeric_limits<std::int64_t>::min()), "1677-09-21T00:12:43Z");
}

TEST(Text, OfCounts) {
  EXPECT_EQ(count_text(0, "kernel"), "0 kernels");
  EXPECT_EQ(count_text(1, "kernel"), "1 kernel");
}

TEST(Text, ThatATerminalWouldObeyIsShown) {
  EXPECT_EQ(printable("\x1b[31mred\n\x7f"), "\\x1b[31mred\\x0a\\x7f");
  EXPECT_EQ(printable("größe"), "größe");
  // U+009B begins a command as "\x1b[" does.
  EXPECT_EQ(printable("\xc2\x9b"
                      "31mred"),
            "\\xc2\\x9b31mred");
  EXPECT_EQ(printable("\xc2\xa0\xc2"), "\xc2\xa0\xc2");
}

}  // namespace
}  // namespace larder::tool
