// SHA-512 (FIPS 180-4) of bytes in parts, for signatures.
#ifndef LARDER_FORMAT_SHA512_H
#define LARDER_FORMAT_SHA512_H

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>

namespace larder::inline v1::format {

/// The digest of the concatenated parts.
[[nodiscard]] std::array<std::uint8_t, 64> sha512(
    std::initializer_list<std::span<const std::byte>> parts);

}  // namespace larder::inline v1::format

#endif  // LARDER_FORMAT_SHA512_H
