// The digests of the index and data files. XXH3-128 detects accidents; BLAKE2b-128, which sealed
// caches have, detects forgeries too.
#ifndef LARDER_FORMAT_DIGEST_H
#define LARDER_FORMAT_DIGEST_H

#include <array>
#include <compare>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>

#include "runtime/format/bytes.h"

namespace larder::inline v1::format {

struct Digest {
  std::array<std::uint8_t, 16> bytes{};
  auto operator<=>(const Digest&) const = default;
};

/// The values are those in the index's header.
enum class DigestKind : std::uint32_t {
  kXxh3 = 0,     ///< in xxHash's canonical form
  kBlake2b = 1,  ///< ten times slower
};

/// The digest of the concatenated parts, without separators.
[[nodiscard]] Digest digest(std::initializer_list<Bytes> parts,
                            DigestKind kind = DigestKind::kXxh3);
/// BLAKE2b of the parts, as many bytes as `out` has: 16 to 64.
void blake2b(std::initializer_list<Bytes> parts, std::span<std::uint8_t> out);
/// 32 lower-case hexadecimal digits.
[[nodiscard]] std::string to_hex(const Digest& digest);

}  // namespace larder::inline v1::format

#endif  // LARDER_FORMAT_DIGEST_H
