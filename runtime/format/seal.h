// Seals: a program with seals accepts only caches that were made for it.
//
//   index ──inspect──▶ digest, signer ──┐
//                                       ├──check_seals──▶ accepted, or why not
//   program's lines ──parse_seal──▶ Seals ┘
//
// Digest and signature are of the first 128 bytes of the index's header. These hold the checksum of
// the blocks' digests, and the blocks hold the digest of every record. So a seal binds both files
// if their digests are BLAKE2b's. If they are XXH3's a seal would be worthless, and none matches.
#ifndef LARDER_FORMAT_SEAL_H
#define LARDER_FORMAT_SEAL_H

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "larder/status.h"
#include "runtime/format/bytes.h"
#include "runtime/format/index.h"

namespace larder::inline v1::format {

/// A BLAKE2b-256 digest of an index, or an Ed25519 public key.
using SealBytes = std::array<std::uint8_t, 32>;

enum class SealKind : std::uint8_t {
  kUnknown,  ///< a line that only a later Larder knows: no cache matches it
  kDigest,   ///< the one cache whose index has this digest
  kSigner,   ///< every cache that the owner of this key signed
};

/// One kind of cache that a program accepts.
struct Seal {
  SealKind kind = SealKind::kUnknown;
  SealBytes bytes{};
  auto operator<=>(const Seal&) const = default;
};

/// The properties of an index that a program's seals are compared with.
struct SealState {
  bool sealable = false;  ///< whether the digests are BLAKE2b's; nothing below counts if not
  SealBytes digest{};     ///< of the index, for SealKind::kDigest
  std::optional<SealBytes> signer;  ///< if the index has a signature
  bool signature_right = false;     ///< it is that signer's signature of this index
};

/// 32 bytes written as exactly 64 hexadecimal digits, either case; nothing for any other text.
[[nodiscard]] std::optional<SealBytes> seal_bytes_from_hex(std::string_view text);

/// A line of a program's section .larder.seals, without its newline: "digest HEX" or "signer HEX".
/// Any other is SealKind::kUnknown, so that an unknown line refuses caches and does not permit
/// them.
[[nodiscard]] Seal parse_seal(std::string_view line);
/// "the cache of digest 12ab..", "caches signed by 12ab..".
[[nodiscard]] std::string seal_text(const Seal& seal);

/// The seal state of an index, with its signature verified.
[[nodiscard]] SealState inspect_seal(const IndexView& index);

/// kCorrupt if there is a signature and it is wrong.
[[nodiscard]] Status check_signature(const SealState& state);

/// Success if there are no seals or one of them matches; else kCorrupt, with the index's digest and
/// signer and those that the program accepts. A wrong signature is refused even if a digest
/// matches.
[[nodiscard]] Status check_seals(const IndexView& index, std::span<const Seal> seals);

}  // namespace larder::inline v1::format

#endif  // LARDER_FORMAT_SEAL_H
