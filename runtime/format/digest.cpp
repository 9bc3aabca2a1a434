#include "runtime/format/digest.h"

#define XXH_STATIC_LINKING_ONLY  // makes XXH3_state_t a complete type
#include <sodium.h>
#include <xxhash.h>

#include <cstring>

#include "runtime/format/key.h"

namespace larder::format {

void blake2b(std::initializer_list<Bytes> parts, std::span<std::uint8_t> out) {
  // Only chooses the fastest code for this processor; without it the slowest is used.
  [[maybe_unused]] static const int initialised = sodium_init();
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, out.size());
  for (const Bytes part : parts) {
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(part.data()),
                              part.size());
  }
  crypto_generichash_final(&state, out.data(), out.size());
}

namespace {

XXH128_hash_t xxh3(std::initializer_list<Bytes> parts) {
  // Without a state to set up, that of a small image takes half the time.
  if (parts.size() == 1) return XXH3_128bits(parts.begin()->data(), parts.begin()->size());
  XXH3_state_t state;  // on the stack: nothing to fail, nothing to free
  XXH3_INITSTATE(&state);
  XXH3_128bits_reset(&state);
  for (const Bytes part : parts) XXH3_128bits_update(&state, part.data(), part.size());
  return XXH3_128bits_digest(&state);
}

}  // namespace

Digest digest(std::initializer_list<Bytes> parts, DigestKind kind) {
  Digest result;
  if (kind == DigestKind::kBlake2b) {
    blake2b(parts, result.bytes);
    return result;
  }
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, xxh3(parts));
  static_assert(sizeof(canonical.digest) == sizeof(result.bytes));
  std::memcpy(result.bytes.data(), canonical.digest, result.bytes.size());
  return result;
}

std::string to_hex(const Digest& digest) {
  return to_hex(std::span<const std::uint8_t>(digest.bytes));
}

}  // namespace larder::format
