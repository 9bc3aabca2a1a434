#include "runtime/format/printable.h"

#include <cstddef>

#include "runtime/compose.h"

namespace larder::inline v1::format {

std::string printable(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto value = static_cast<unsigned char>(text[i]);
    const auto next = static_cast<unsigned char>(i + 1 < text.size() ? text[i + 1] : 0);
    if (value < 0x20 || value == 0x7f) {
      result += compose("\\x{:02x}", value);
    } else if (value == 0xc2 && next >= 0x80 && next < 0xa0) {
      result += compose("\\xc2\\x{:02x}", next);
      ++i;
    } else {
      result += text[i];
    }
  }
  return result;
}

}  // namespace larder::inline v1::format
