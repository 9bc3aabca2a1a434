#include "runtime/format/key.h"

#include "runtime/compose.h"

namespace larder::inline v1::format {
namespace {

constexpr std::string_view kDigits = "0123456789abcdef";

// The value of a hexadecimal digit, -1 for any other character.
int digit(char character) {
  if (character >= '0' && character <= '9') return character - '0';
  if (character >= 'a' && character <= 'f') return character - 'a' + 10;
  if (character >= 'A' && character <= 'F') return character - 'A' + 10;
  return -1;
}

}  // namespace

std::string to_hex(std::span<const std::uint8_t> bytes) {
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const std::uint8_t byte : bytes) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

bool is_hex(std::string_view text) {
  return text.find_first_not_of(kDigits) == std::string_view::npos;
}

Result<Key> from_hex(std::string_view text) {
  Key key;
  if (text.size() != key.bytes.size() * 2) {
    return Status(Code::kInvalidArgument,
                  compose("{} hexadecimal digits are wanted, this text has {} characters",
                          key.bytes.size() * 2, text.size()));
  }
  for (std::size_t i = 0; i < key.bytes.size(); ++i) {
    const int high = digit(text[2 * i]);
    const int low = digit(text[2 * i + 1]);
    if (high < 0 || low < 0) {
      return Status(Code::kInvalidArgument,
                    compose("no hexadecimal digit at position {}", high < 0 ? 2 * i : 2 * i + 1));
    }
    key.bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  return key;
}

}  // namespace larder::inline v1::format
