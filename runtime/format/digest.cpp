#include "runtime/format/digest.h"

#define XXH_INLINE_ALL  // no library that programs would have to ship
#include <xxhash.h>

#include <cstring>

#include "runtime/format/blake2b.h"
#include "runtime/format/key.h"
#include "runtime/format/xxh3_avx2.h"

namespace larder::inline v1::format {

void blake2b(std::initializer_list<Bytes> parts, std::span<std::uint8_t> out) {
  Blake2b state(out.size());
  for (const Bytes part : parts) state.update(part);
  state.finish(out);
}

namespace {

Digest canonical(const XXH128_hash_t& hash) {
  Digest result;
  XXH128_canonical_t bytes;
  XXH128_canonicalFromHash(&bytes, hash);
  static_assert(sizeof(bytes.digest) == sizeof(result.bytes));
  std::memcpy(result.bytes.data(), bytes.digest, result.bytes.size());
  return result;
}

Digest xxh3(std::initializer_list<Bytes> parts) {
  XXH3_state_t state;  // on the stack: no allocation that could fail
  XXH3_INITSTATE(&state);
  XXH3_128bits_reset(&state);
  for (const Bytes part : parts) XXH3_128bits_update(&state, part.data(), part.size());
  return canonical(XXH3_128bits_digest(&state));
}

// The digest of one part, such as an image or a block: most of the time of checking a cache.
Digest xxh3(Bytes part) {
  Digest result;
#ifdef LARDER_WITH_AVX2
  static const bool has_avx2 = __builtin_cpu_supports("avx2") != 0;
  if (has_avx2) {
    xxh3_avx2(part.data(), part.size(), result.bytes.data());
    return result;
  }
#endif
  return canonical(XXH3_128bits(part.data(), part.size()));
}

}  // namespace

Digest digest(std::initializer_list<Bytes> parts, DigestKind kind) {
  if (kind == DigestKind::kBlake2b) {
    Digest result;
    blake2b(parts, result.bytes);
    return result;
  }
  return parts.size() == 1 ? xxh3(*parts.begin()) : xxh3(parts);
}

std::string to_hex(const Digest& digest) {
  return to_hex(std::span<const std::uint8_t>(digest.bytes));
}

}  // namespace larder::inline v1::format
