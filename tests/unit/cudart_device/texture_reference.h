// Texture fetching by the formulas of the CUDA C++ Programming Guide, with indices as large as they
// come and in double precision.
#ifndef LARDER_TESTS_UNIT_CUDART_DEVICE_TEXTURE_REFERENCE_H
#define LARDER_TESTS_UNIT_CUDART_DEVICE_TEXTURE_REFERENCE_H

#include <cmath>
#include <vector>

#include "tests/unit/cudart_device/texture_fixture.h"

namespace larder::tests {

inline constexpr long long kOutside = -1;

/// A texel that takes part, with its weight.
struct Part {
  long long index;
  double weight;
};

inline long long modulo(long long value, long long by) { return (value % by + by) % by; }

inline long long addressed(long long index, long long size, cudaTextureAddressMode mode) {
  if (mode == cudaAddressModeWrap) return modulo(index, size);
  if (mode == cudaAddressModeMirror) {
    const long long in_pair = modulo(index, 2 * size);
    return in_pair < size ? in_pair : 2 * size - 1 - in_pair;
  }
  if (mode == cudaAddressModeBorder && (index < 0 || index >= size)) return kOutside;
  if (index < 0) return 0;
  return index < size ? index : size - 1;
}

inline std::vector<Part> parts(float coordinate, int size, const cudaTextureDesc& how) {
  cudaTextureAddressMode mode = how.addressMode[0];
  const bool repeats = mode == cudaAddressModeWrap || mode == cudaAddressModeMirror;
  if (repeats && how.normalizedCoords == 0) mode = cudaAddressModeClamp;
  long double at = coordinate;
  if (how.normalizedCoords != 0) at *= size;
  if (how.filterMode == cudaFilterModePoint) {
    return {{addressed(static_cast<long long>(std::floor(at)), size, mode), 1}};
  }
  at -= 0.5L;
  const auto first = static_cast<long long>(std::floor(at));
  const double alpha =
      std::round(static_cast<double>(at - static_cast<long double>(first)) * 256) / 256;
  return {{addressed(first, size, mode), 1 - alpha}, {addressed(first + 1, size, mode), alpha}};
}

/// The weighted sum of one-channel texels; `border` outside.
inline double expected(const std::vector<float>& texels, const Extent& extent,
                       const cudaTextureDesc& how, const std::vector<float>& at) {
  const std::vector<Part> one = {{0, 1}};
  const std::vector<Part> x = parts(at[0], extent.width, how);
  const std::vector<Part> y = at.size() > 1 ? parts(at[1], extent.height, how) : one;
  const std::vector<Part> z = at.size() > 2 ? parts(at[2], extent.slices, how) : one;
  double sum = 0;
  for (const Part& k : z) {
    for (const Part& j : y) {
      for (const Part& i : x) {
        const bool outside = i.index == kOutside || j.index == kOutside || k.index == kOutside;
        const long long place = (k.index * extent.height + j.index) * extent.width + i.index;
        const double texel = outside ? how.borderColor[0] : texels[static_cast<std::size_t>(place)];
        sum += i.weight * j.weight * k.weight * texel;
      }
    }
  }
  return sum;
}

}  // namespace larder::tests

#endif  // LARDER_TESTS_UNIT_CUDART_DEVICE_TEXTURE_REFERENCE_H
