// 16-bit numbers on the host as the bits of one of two formats: their values, and the nearest one
// to a double.
//
// Sums, products and quotients of two such numbers are computed in double and rounded once more;
// 53 bits are more than twice those of either format and two, so the result is that of one rounding
// (Figueroa, "When is double rounding innocuous?").
#ifndef LARDER_CUDA_HALF_FORMAT_H
#define LARDER_CUDA_HALF_FORMAT_H

#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "integer_host.h"

namespace larder {
inline namespace v1 {
namespace simulator {
namespace halves {

using Bits = std::uint16_t;

/// The format with `Fraction` fraction bits.
template <int Fraction>
struct Format {
  static constexpr int kBias = (1 << (14 - Fraction)) - 1;
  static constexpr int kTopExponent = 2 * kBias + 1;  // that of infinities and NaN
  static constexpr Bits kInfinity = kTopExponent << Fraction;
};
inline constexpr Bits kSign = 0x8000;
inline constexpr Bits kNan = 0x7fff;  // the one that GPUs compute

enum class Toward { kNearest, kZero, kUp, kDown };

/// The value of `bits`. In vectors, those of binary16 are converted by instructions, as in
/// nearest().
template <int Fraction>
double widened(Bits bits) {
  using F = Format<Fraction>;
  constexpr std::uint64_t shift = 1023 - F::kBias;
  const unsigned magnitude = bits & ~unsigned{kSign};
  double out;
  if (magnitude >= F::kInfinity) {
    out = magnitude == F::kInfinity ? std::numeric_limits<double>::infinity()
                                    : std::numeric_limits<double>::quiet_NaN();
  } else if (magnitude >> Fraction == 0) {
    constexpr std::uint64_t least = (shift + 1 - Fraction) << 52;
    out = magnitude * same_bits<double>(least);
  } else {
    out = same_bits<double>((std::uint64_t{magnitude} << (52 - Fraction)) + (shift << 52));
  }
  return (bits & kSign) != 0 ? -out : out;
}

/// Whether to round a magnitude up, of which the fraction `rest` / 2^lost is cut off.
inline bool rounds_away(std::uint64_t rest, int lost, bool odd, bool negative, Toward toward) {
  const std::uint64_t middle = std::uint64_t{1} << (lost - 1);
  switch (toward) {
    case Toward::kNearest:
      return rest > middle || (rest == middle && odd);
    case Toward::kUp:
      return rest != 0 && !negative;
    case Toward::kDown:
      return rest != 0 && negative;
    case Toward::kZero:
      break;
  }
  return false;
}

/// The result for a finite magnitude that is too large: infinity, or the largest number.
inline Bits overflowed(Bits infinity, bool negative, Toward toward) {
  const bool away =
      toward == Toward::kNearest || toward == (negative ? Toward::kDown : Toward::kUp);
  return away ? infinity : static_cast<Bits>(infinity - 1);
}

/// The number of the format for `value`, rounded.
template <int Fraction>
Bits narrowed_toward(double value, Toward toward) {
  using F = Format<Fraction>;
  constexpr std::uint64_t one = std::uint64_t{1} << 52;
  constexpr std::uint64_t infinity = std::uint64_t{2047} << 52;
  const auto bits = same_bits<std::uint64_t>(value);
  const bool negative = bits >> 63 != 0;
  const std::uint64_t magnitude = bits & ~(std::uint64_t{1} << 63);
  if (magnitude > infinity) return kNan;
  const Bits sign = negative ? kSign : Bits{0};
  if (magnitude == infinity) return static_cast<Bits>(sign | F::kInfinity);
  int exponent = static_cast<int>(magnitude >> 52) - 1023 + F::kBias;
  if (exponent >= F::kTopExponent)
    return static_cast<Bits>(sign | overflowed(F::kInfinity, negative, toward));
  int lost = 52 - Fraction;
  if (exponent < 1) {  // subnormal: a shift by 54 leaves only a rest
    lost = lost + 1 - exponent > 54 ? 54 : lost + 1 - exponent;
    exponent = 0;
  }
  const std::uint64_t significand = magnitude < one ? magnitude : (magnitude & (one - 1)) | one;
  std::uint64_t kept = significand >> lost;
  const std::uint64_t rest = significand & ((std::uint64_t{1} << lost) - 1);
  if (rounds_away(rest, lost, (kept & 1) != 0, negative, toward)) ++kept;
  // The bit before the point adds one to the exponent; so does a carry.
  if (exponent > 0) kept += static_cast<std::uint64_t>(exponent - 1) << Fraction;
  return static_cast<Bits>(sign | kept);
}

/// The nearest number of the format; of two, the even one.
template <int Fraction>
Bits nearest(double value) {
  return narrowed_toward<Fraction>(value, Toward::kNearest);
}

/// narrowed_toward, with a function of its own for what is asked for most.
template <int Fraction>
Bits narrowed(double value, Toward toward = Toward::kNearest) {
  return toward == Toward::kNearest ? nearest<Fraction>(value)
                                    : narrowed_toward<Fraction>(value, toward);
}

/// A number as a double. If an integer has more bits than a double, the last bit shows that some
/// are lost, so that a later rounding to fewer bits equals that of the integer itself.
template <class Number>
double in_double(Number x) {
  if constexpr (std::is_floating_point_v<Number>) {
    return static_cast<double>(x);
  } else {
    const bool negative = x < Number{0};
    const auto bits = static_cast<std::uint64_t>(x);
    const std::uint64_t magnitude = negative ? 0 - bits : bits;
    const bool fits = magnitude >> 53 == 0;
    const std::uint64_t kept = magnitude >> 11 | ((magnitude & 2047) != 0 ? 1 : 0);
    const double out = fits ? static_cast<double>(magnitude) : static_cast<double>(kept) * 2048.0;
    return negative ? -out : out;
  }
}

/// a + b with the last bit set if it is not exact ("rounded to odd"), so that one more rounding,
/// to fewer bits, equals that of the exact sum.
inline double sum_to_odd(double a, double b) {
  const double sum = a + b;
  if (!std::isfinite(sum)) return sum;
  const double b_in_sum = sum - a;
  const double error = (a - (sum - b_in_sum)) + (b - b_in_sum);
  const auto bits = same_bits<std::uint64_t>(sum);
  if (error == 0.0 || (bits & 1) != 0) return sum;
  return same_bits<double>((error > 0.0) == (sum > 0.0) ? bits + 1 : bits - 1);
}

}  // namespace halves
}  // namespace simulator
}  // namespace v1
}  // namespace larder

#endif  // LARDER_CUDA_HALF_FORMAT_H
