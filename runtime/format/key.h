// A kernel's key: 128 bits that say what code this is. The runtime only compares keys; how one is
// made is the generator's business.
#ifndef LARDER_FORMAT_KEY_H
#define LARDER_FORMAT_KEY_H

#include <array>
#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "larder/status.h"

namespace larder::format {

struct Key {
  std::array<std::uint8_t, 16> bytes{};
  auto operator<=>(const Key&) const = default;
};

/// Lower-case hexadecimal, two digits a byte.
[[nodiscard]] std::string to_hex(std::span<const std::uint8_t> bytes);
/// 32 lower-case hexadecimal digits.
[[nodiscard]] std::string to_hex(const Key& key);
/// Whether all are digits as to_hex() writes them.
[[nodiscard]] bool is_hex(std::string_view text);
/// The key written as exactly 32 hexadecimal digits, either case; kInvalidArgument otherwise.
[[nodiscard]] Result<Key> from_hex(std::string_view text);

}  // namespace larder::format

#endif  // LARDER_FORMAT_KEY_H
