// XXH3-128: the one checksum of the index and data files. It finds accidents, not forgers.
#ifndef LARDER_FORMAT_DIGEST_H
#define LARDER_FORMAT_DIGEST_H

#include <array>
#include <compare>
#include <cstdint>
#include <initializer_list>
#include <string>

#include "runtime/format/bytes.h"

namespace larder::format {

struct Digest {
  std::array<std::uint8_t, 16> bytes{};  ///< xxHash's canonical (big-endian) form
  auto operator<=>(const Digest&) const = default;
};

/// The digest of the parts one after the other, with no mark between them.
[[nodiscard]] Digest digest(std::initializer_list<Bytes> parts);
/// 32 lower-case hexadecimal digits.
[[nodiscard]] std::string to_hex(const Digest& digest);

}  // namespace larder::format

#endif  // LARDER_FORMAT_DIGEST_H
