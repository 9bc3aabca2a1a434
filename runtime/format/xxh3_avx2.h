// XXH3-128 for processors that have AVX2.
#ifndef LARDER_FORMAT_XXH3_AVX2_H
#define LARDER_FORMAT_XXH3_AVX2_H

#include <cstddef>
#include <cstdint>

namespace larder::inline v1::format {

/// Into 16 bytes, in xxHash's canonical form.
void xxh3_avx2(const void* bytes, std::size_t size, std::uint8_t* digest);

}  // namespace larder::inline v1::format

#endif  // LARDER_FORMAT_XXH3_AVX2_H
