// Signing an index: the secret side of seals, which no program that ships has.
//
//   index, secret key ──sign_index──▶ the same index, signed
#ifndef LARDER_TOOL_SECRET_KEY_H
#define LARDER_TOOL_SECRET_KEY_H

#include <cstddef>
#include <vector>

#include "larder/status.h"
#include "runtime/format/bytes.h"
#include "runtime/format/seal.h"

namespace larder::tool {

/// An Ed25519 secret key, as the 32 random bytes it is made from. They are wiped from memory when
/// it is destroyed.
class SecretKey {
 public:
  explicit SecretKey(const format::SealBytes& seed) : seed_(seed) {}
  SecretKey(const SecretKey&) = default;
  SecretKey& operator=(const SecretKey&) = default;
  ~SecretKey();

  [[nodiscard]] const format::SealBytes& seed() const { return seed_; }
  /// What programs name in LARDER_SIGNED_BY.
  [[nodiscard]] format::SealBytes public_key() const;

 private:
  format::SealBytes seed_;
};

/// The index with the key's signature in place of any other. kInvalidArgument where its digests are
/// not BLAKE2b's; kCorrupt or kUnsupported where IndexView::parse() refuses it.
[[nodiscard]] Result<std::vector<std::byte>> sign_index(format::Bytes index, const SecretKey& key);

}  // namespace larder::tool

#endif  // LARDER_TOOL_SECRET_KEY_H
