// Checks signatures of Ed25519 (RFC 8032). runtime/tool signs, with libsodium.
//
// All values here are public, so the code need not run in constant time. blake2b.h says why Larder
// has its own code.
#ifndef LARDER_FORMAT_ED25519_H
#define LARDER_FORMAT_ED25519_H

#include <cstddef>
#include <cstdint>
#include <span>

namespace larder::inline v1::format {

/// Whether the owner of `key` signed `message`. As strict as libsodium: refuses a key or a
/// commitment of small order, a key that is not in canonical form, and a scalar that is not below
/// the group's order.
[[nodiscard]] bool signature_is_right(std::span<const std::uint8_t, 64> signature,
                                      std::span<const std::byte> message,
                                      std::span<const std::uint8_t, 32> key);

}  // namespace larder::inline v1::format

#endif  // LARDER_FORMAT_ED25519_H
