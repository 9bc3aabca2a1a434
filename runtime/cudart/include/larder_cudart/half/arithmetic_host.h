// Host implementations behind arithmetic.def and comparisons.def.
#ifndef LARDER_CUDART_HALF_ARITHMETIC_HOST_H
#define LARDER_CUDART_HALF_ARITHMETIC_HOST_H

#include "format_host.h"

namespace larder {
inline namespace v1 {
namespace simulator {
namespace halves {

/// a * b + c, rounded once: the product is exact in double.
template <class Half>
Half fused(Half a, Half b, Half c) {
  return rounded<Half>(sum_to_odd(value(a) * value(b), value(c)));
}

/// Limited to 0..1; 0 for NaN.
template <class Half>
Half saturate(Half x) {
  const double exact = value(x);
  if (!(exact > 0.0)) return rounded<Half>(0.0);
  return exact < 1.0 ? x : rounded<Half>(1.0);
}

/// 0 if it is negative.
template <class Half>
Half positive(Half x) {
  return value(x) <= 0.0 ? rounded<Half>(0.0) : x;
}

/// The larger one, the positive zero being larger than the negative one.
template <class Half>
Half larger(Half a, Half b) {
  const double x = value(a);
  const double y = value(b);
  if (x == y) return from_half_bits<Half>(same_bits<Bits>(a) & same_bits<Bits>(b));
  return x > y ? a : b;
}
template <class Half>
Half smaller(Half a, Half b) {
  const double x = value(a);
  const double y = value(b);
  if (x == y) return from_half_bits<Half>(same_bits<Bits>(a) | same_bits<Bits>(b));
  return x < y ? a : b;
}

template <class Half>
bool is_nan(Half x) {
  return (same_bits<Bits>(x) & ~unsigned{kSign}) > Format<kFraction<Half>>::kInfinity;
}
/// A number with the sign bit changed or cleared; a NaN becomes the one that GPUs compute.
template <class Half>
Half negated(Half x) {
  return from_half_bits<Half>(is_nan(x) ? kNan : static_cast<Bits>(same_bits<Bits>(x) ^ kSign));
}
template <class Half>
Half absolute(Half x) {
  return from_half_bits<Half>(is_nan(x) ? kNan : static_cast<Bits>(same_bits<Bits>(x) & ~kSign));
}

/// `choose`: larger or smaller. NaN if both are NaN; if one is, the other.
template <class Half>
Half of_numbers(Half (*choose)(Half, Half), Half a, Half b) {
  if (is_nan(a)) return is_nan(b) ? from_half_bits<Half>(kNan) : b;
  return is_nan(b) ? a : choose(a, b);
}
/// NaN if one is NaN.
template <class Half>
Half or_nan(Half (*choose)(Half, Half), Half a, Half b) {
  return is_nan(a) || is_nan(b) ? from_half_bits<Half>(kNan) : choose(a, b);
}

/// 1 or -1 for an infinity, depending on its sign, else 0.
template <class Half>
int infinite(Half x) {
  const double exact = value(x);
  return std::isinf(exact) ? (exact > 0.0 ? 1 : -1) : 0;
}

inline double reciprocal(double x) { return 1.0 / x; }
inline double ten_to_the(double x) { return std::pow(10.0, x); }
/// For x = -0 it is minus infinity.
inline double over_root(double x) { return 1.0 / std::sqrt(x); }

}  // namespace halves
}  // namespace simulator
}  // namespace v1
}  // namespace larder

#endif  // LARDER_CUDART_HALF_ARITHMETIC_HOST_H
