// Signs an index: the secret side of seals, which no shipped program contains.
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

/// An Ed25519 secret key, as the 32 random bytes it is made from. The destructor wipes them from
/// memory.
class SecretKey {
 public:
  explicit SecretKey(const format::SealBytes& seed) : seed_(seed) {}
  SecretKey(const SecretKey&) = default;
  SecretKey& operator=(const SecretKey&) = default;
  ~SecretKey();

  [[nodiscard]] const format::SealBytes& seed() const { return seed_; }
  /// The key that programs name in LARDER_SIGNED_BY.
  [[nodiscard]] format::SealBytes public_key() const;

 private:
  format::SealBytes seed_;
};

/// The index with the key's signature in place of any other. kInvalidArgument if its digests are
/// not BLAKE2b's; kCorrupt or kUnsupported if IndexView::parse() refuses it.
[[nodiscard]] Result<std::vector<std::byte>> sign_index(format::Bytes index, const SecretKey& key);

}  // namespace larder::tool

#endif  // LARDER_TOOL_SECRET_KEY_H
