#include "runtime/format/digest.h"

#define XXH_STATIC_LINKING_ONLY  // makes XXH3_state_t a complete type
#include <xxhash.h>

#include <cstring>

#include "runtime/format/key.h"

namespace larder::format {

Digest digest(std::initializer_list<Bytes> parts) {
  XXH3_state_t state;  // on the stack: nothing to fail, nothing to free
  XXH3_INITSTATE(&state);
  XXH3_128bits_reset(&state);
  for (const Bytes part : parts) XXH3_128bits_update(&state, part.data(), part.size());
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(&state));
  Digest result;
  static_assert(sizeof(canonical.digest) == sizeof(result.bytes));
  std::memcpy(result.bytes.data(), canonical.digest, result.bytes.size());
  return result;
}

std::string to_hex(const Digest& digest) {
  return to_hex(std::span<const std::uint8_t>(digest.bytes));
}

}  // namespace larder::format
