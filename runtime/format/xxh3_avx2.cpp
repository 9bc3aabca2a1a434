// The only file that is compiled for AVX2. It must not include headers that define inline functions
// with linkage: the linker could use their AVX2 versions in the whole program, which also runs on
// other processors.
#define XXH_INLINE_ALL
#include "runtime/format/xxh3_avx2.h"

#include <xxhash.h>

namespace larder::inline v1::format {

void xxh3_avx2(const void* bytes, std::size_t size, std::uint8_t* digest) {
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits(bytes, size));
  for (std::size_t i = 0; i < sizeof canonical.digest; ++i) digest[i] = canonical.digest[i];
}

}  // namespace larder::inline v1::format
