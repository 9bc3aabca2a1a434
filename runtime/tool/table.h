// Readable text: aligned tables, sizes, and names that are safe for a terminal.
#ifndef LARDER_TOOL_TABLE_H
#define LARDER_TOOL_TABLE_H

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/format/printable.h"

namespace larder::tool {

enum class Align { kLeft, kRight };

struct Column {
  std::string heading;
  Align align = Align::kLeft;
};

/// Lines with two spaces between columns and none at their ends; widths count code points.
class Table {
 public:
  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}
  /// One cell for each column.
  void add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  [[nodiscard]] std::string text() const;

 private:
  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

/// "0 B", "999 B", "12.3 KiB", "1.2 MiB".
[[nodiscard]] std::string size_text(std::uint64_t bytes);
/// "8 B", "0-8 B", "0 B-2.0 KiB".
[[nodiscard]] std::string size_range_text(std::uint64_t low, std::uint64_t high);
/// "2026-11-26T12:22:37Z".
[[nodiscard]] std::string time_text(std::int64_t nanoseconds_since_1970);
/// "1 kernel", "2 kernels".
[[nodiscard]] std::string count_text(std::uint64_t count, std::string_view noun);
using format::printable;
/// The same, line by line: newlines stay.
[[nodiscard]] std::string printable_lines(std::string_view text);

}  // namespace larder::tool

#endif  // LARDER_TOOL_TABLE_H
