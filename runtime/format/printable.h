// Makes untrusted text safe for a terminal.
#ifndef LARDER_FORMAT_PRINTABLE_H
#define LARDER_FORMAT_PRINTABLE_H

#include <string>
#include <string_view>

namespace larder::inline v1::format {

/// The text with control characters, including those of two bytes in UTF-8, written as \x1b.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace larder::inline v1::format

#endif  // LARDER_FORMAT_PRINTABLE_H
