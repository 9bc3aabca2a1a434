#include "runtime/cudart/textures/addressing.h"

#include <algorithm>
#include <cmath>

namespace larder::inline v1::cudart {
namespace {

// Only normalised coordinates repeat.
cudaTextureAddressMode mode_of(const Axis& axis) {
  const bool repeats = axis.mode == cudaAddressModeWrap || axis.mode == cudaAddressModeMirror;
  return repeats && !axis.normalized ? cudaAddressModeClamp : axis.mode;
}

// The part of a coordinate that lies in the texture itself. What is not finite is 0.
double repeated(double at, bool mirrored) {
  if (!std::isfinite(at)) return 0;
  const double turns = std::floor(at);
  const bool odd = mirrored && std::fmod(turns, 2) != 0;
  return odd ? 1 - (at - turns) : at - turns;
}

// In texels. The product of a float and a size is exact in double. The last steps keep conversions
// to int defined and do not change the result: everything beyond is outside in the same way.
double in_texels(const Axis& axis, float coordinate) {
  double at = coordinate;
  const cudaTextureAddressMode mode = mode_of(axis);
  const bool wraps = mode == cudaAddressModeWrap;
  if (wraps || mode == cudaAddressModeMirror) at = repeated(at, !wraps);
  if (axis.normalized) at *= axis.size;
  if (wraps) return std::min(at, std::nextafter(static_cast<double>(axis.size), 0.0));
  if (!(at >= -2)) return -2;  // also NaN
  return std::min(at, axis.size + 2.0);
}

// A coordinate that repeats is at most one texel outside here.
int index_of(const Axis& axis, int index) {
  if (index >= 0 && index < axis.size) return index;
  switch (mode_of(axis)) {
    case cudaAddressModeWrap:
      return index < 0 ? axis.size - 1 : 0;
    case cudaAddressModeBorder:
      return kBorder;
    case cudaAddressModeClamp:
    case cudaAddressModeMirror:
      break;
  }
  return std::clamp(index, 0, axis.size - 1);
}

}  // namespace

Pick pick_nearest(const Axis& axis, float coordinate) {
  const int index = index_of(axis, static_cast<int>(std::floor(in_texels(axis, coordinate))));
  return {index, index, 0};
}

// The guide's x - 0.5 with its fraction rounded to 8 bits. A fraction that is rounded to 1 selects
// the next texel, which is the same.
Pick pick_linear(const Axis& axis, float coordinate) {
  const double steps = std::floor(in_texels(axis, coordinate) * kWeights + 0.5);
  const auto from_centre = static_cast<long long>(steps) - kWeights / 2;
  const int index = static_cast<int>(from_centre >> 8);
  const int weight = static_cast<int>(from_centre & (kWeights - 1));
  return {index_of(axis, index), index_of(axis, index + 1), weight};
}

}  // namespace larder::inline v1::cudart
