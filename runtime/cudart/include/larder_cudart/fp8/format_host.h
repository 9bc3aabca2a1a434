// 8-bit numbers on the host: their values, and the nearest one to a double.
#ifndef LARDER_CUDART_FP8_FORMAT_HOST_H
#define LARDER_CUDART_FP8_FORMAT_HOST_H

#include <cmath>
#include <cstdint>
#include <limits>

#include "functions.h"

namespace larder {
inline namespace v1 {
namespace simulator {
namespace fp8 {

/// The properties of a format. 0x7f is NaN in both.
struct Format {
  int fraction_bits;
  int bias;
  double largest;
  unsigned beyond;  ///< what a number that is too large becomes, if it is not limited
};
inline Format format_of(__nv_fp8_interpretation_t kind) {
  return kind == __NV_E4M3 ? Format{3, 7, 448, 0x7f} : Format{2, 15, 57344, 0x7c};
}
inline constexpr unsigned kNan = 0x7f;

/// The value of the bits.
inline double widened(unsigned char bits, __nv_fp8_interpretation_t kind) {
  const Format format = format_of(kind);
  const unsigned magnitude = bits & 0x7fu;
  const double sign = (bits & 0x80) != 0 ? -1.0 : 1.0;
  if (kind == __NV_E5M2 && magnitude == 0x7c) return sign * std::numeric_limits<double>::infinity();
  if (magnitude == kNan || (kind == __NV_E5M2 && magnitude > 0x7c))
    return std::numeric_limits<double>::quiet_NaN();
  const int exponent = static_cast<int>(magnitude >> format.fraction_bits);
  const unsigned one = 1u << format.fraction_bits;
  const unsigned fraction = magnitude & (one - 1);
  const int shift = (exponent == 0 ? 1 : exponent) - format.bias - format.fraction_bits;
  return sign * std::ldexp(exponent == 0 ? fraction : fraction + one, shift);
}

/// The nearest number's bits; of two, those of the even one. NaN loses its sign.
inline unsigned char narrowed(double x, bool saturate, __nv_fp8_interpretation_t kind) {
  if (std::isnan(x)) return kNan;
  const Format format = format_of(kind);
  const unsigned sign = std::signbit(x) ? 0x80 : 0;
  const double magnitude = std::fabs(x);
  int exponent = std::isinf(x) || magnitude == 0 ? 1 - format.bias : std::ilogb(magnitude);
  if (exponent < 1 - format.bias) exponent = 1 - format.bias;
  const int shift = exponent - format.fraction_bits;
  const double rounded = std::ldexp(std::nearbyint(std::ldexp(magnitude, -shift)), shift);
  if (rounded > format.largest) {
    const unsigned largest = kind == __NV_E4M3 ? 0x7e : 0x7b;
    return static_cast<unsigned char>(sign | (saturate ? largest : format.beyond));
  }
  // The whole number of steps: it carries into the exponent, if rounding did.
  const auto steps = static_cast<unsigned>(std::ldexp(rounded, -shift));
  const unsigned above = static_cast<unsigned>(exponent + format.bias - 1);
  return static_cast<unsigned char>(sign | ((above << format.fraction_bits) + steps));
}

/// The same for a double, of which CUDA makes other NaNs: with its sign, and in E5M2 with the
/// second bit of its fraction.
inline unsigned char narrowed_double(double x, bool saturate, __nv_fp8_interpretation_t kind) {
  if (!std::isnan(x)) return narrowed(x, saturate, kind);
  const unsigned sign = std::signbit(x) ? 0x80 : 0;
  const auto second = static_cast<unsigned>(same_bits<std::uint64_t>(x) >> 50 & 1);
  return static_cast<unsigned char>(sign | (kind == __NV_E4M3 ? kNan : 0x7e | second));
}

/// Two numbers, the first in the lower bits.
inline __nv_fp8x2_storage_t paired(unsigned char first, unsigned char second) {
  return static_cast<__nv_fp8x2_storage_t>(first | second << 8);
}
inline unsigned char byte(unsigned bits, int number) {
  return static_cast<unsigned char>(bits >> 8 * number);
}

}  // namespace fp8
}  // namespace simulator
}  // namespace v1
}  // namespace larder

#endif  // LARDER_CUDART_FP8_FORMAT_HOST_H
