// Checks signatures of Ed25519 (RFC 8032). What signs is in runtime/tool, with libsodium.
//
// Only public values come here, so nothing has to take the same time for all of them. Why this is
// code of our own: see blake2b.h.
#ifndef LARDER_FORMAT_ED25519_H
#define LARDER_FORMAT_ED25519_H

#include <cstddef>
#include <cstdint>
#include <span>

namespace larder::inline v1::format {

/// Whether the owner of `key` signed `message`. As strict as libsodium: a key or a commitment of
/// small order, a key that is not written in its shortest form and a scalar that is not below the
/// group's order are refused.
[[nodiscard]] bool signature_is_right(std::span<const std::uint8_t, 64> signature,
                                      std::span<const std::byte> message,
                                      std::span<const std::uint8_t, 32> key);

}  // namespace larder::inline v1::format

#endif  // LARDER_FORMAT_ED25519_H
