// A kernel's key: 128 bits that identify its code. The runtime only compares keys; the generator
// makes them.
#ifndef LARDER_FORMAT_KEY_H
#define LARDER_FORMAT_KEY_H

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "larder/status.h"
#include "runtime/format/digest.h"

namespace larder::inline v1::format {

using Key = Digest;

/// The key of a kernel in the device pass of one architecture.
struct KernelKey {
  std::uint32_t compute_capability = 0;  ///< 80 for 8.0; 0: the code is the same for all
  Key key;
  auto operator<=>(const KernelKey&) const = default;
};

/// Lower-case hexadecimal, two digits per byte.
[[nodiscard]] std::string to_hex(std::span<const std::uint8_t> bytes);
/// Whether all are digits as to_hex() writes them.
[[nodiscard]] bool is_hex(std::string_view text);
/// The key or digest written as exactly 32 hexadecimal digits, either case; kInvalidArgument
/// otherwise.
[[nodiscard]] Result<Key> from_hex(std::string_view text);

}  // namespace larder::inline v1::format

#endif  // LARDER_FORMAT_KEY_H
