// 16-bit numbers on the host, as CUDA's types: their values, and the nearest one to a number.
#ifndef LARDER_CUDART_HALF_FORMAT_HOST_H
#define LARDER_CUDART_HALF_FORMAT_HOST_H

#include <cmath>
#include <cstdint>

#include "larder/cuda/arithmetic.h"
#include "larder/cuda/half_format.h"

struct __half;
struct __nv_bfloat16;

namespace larder {
inline namespace v1 {
namespace simulator {
namespace halves {

/// Fraction bits: IEEE's binary16 has 10, bfloat16 7. The other bits except the sign are the
/// exponent.
template <class Half>
inline constexpr int kFraction = 10;
template <>
inline constexpr int kFraction<__nv_bfloat16> = 7;

template <class Half>
double value(Half x) {
  return widened<kFraction<Half>>(same_bits<Bits>(x));
}
/// The same as a float; NaN is converted as on GPUs, which keep bfloat16's bits.
template <class Half>
float in_float(Half x) {
  const auto bits = same_bits<Bits>(x);
  if constexpr (kFraction<Half> == 7) {
    return same_bits<float>(std::uint32_t{bits} << 16);
  } else {
    const bool nan = (bits & ~unsigned{kSign}) > Format<kFraction<Half>>::kInfinity;
    return nan ? same_bits<float>(0x7fffffffu) : static_cast<float>(value(x));
  }
}
template <class Half>
Half from_half_bits(Bits bits) {
  return same_bits<Half>(bits);
}
/// The Half for a number of any type, rounded.
template <class Half, class Number>
Half rounded(Number x, Toward toward = Toward::kNearest) {
  return from_half_bits<Half>(narrowed<kFraction<Half>>(in_double(x), toward));
}

/// A value as an integer: NaN becomes 0, or the top bit alone in 64 bits; values out of range
/// become the nearest in range.
template <class Integer, class Half>
Integer integer(Half x, Toward toward) {
  const auto exact = static_cast<float>(value(x));  // NaN of a double would become something else
  switch (toward) {
    case Toward::kNearest:
      return saturated<Integer>(std::nearbyint(exact));
    case Toward::kUp:
      return saturated<Integer>(std::ceil(exact));
    case Toward::kDown:
      return saturated<Integer>(std::floor(exact));
    case Toward::kZero:
      break;
  }
  return saturated<Integer>(std::trunc(exact));
}

}  // namespace halves
}  // namespace simulator
}  // namespace v1
}  // namespace larder

#endif  // LARDER_CUDART_HALF_FORMAT_HOST_H
