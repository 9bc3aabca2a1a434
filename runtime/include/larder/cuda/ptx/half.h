// PTX's 16-bit floating-point numbers, as bits: f16 (10 fraction bits) and bf16 (7), alone or two
// in a word.
#ifndef LARDER_CUDA_PTX_HALF_H
#define LARDER_CUDA_PTX_HALF_H

#include <cmath>
#include <cstdint>

#include "../half_format.h"
#include "convert.h"
#include "real.h"
#include "registers.h"

namespace larder {
inline namespace v1 {
namespace simulator {
namespace ptx {

using halves::Toward;

/// `operation` of numbers, or of both numbers of pairs.
template <class Operation, class Packed, class... More>
Packed each_half(Operation operation, Packed x, More... more) {
  if constexpr (sizeof(Packed) == 2) {
    return operation(x, more...);
  } else {
    const std::uint16_t low =
        operation(static_cast<std::uint16_t>(x), static_cast<std::uint16_t>(more)...);
    const std::uint16_t high =
        operation(static_cast<std::uint16_t>(x >> 16), static_cast<std::uint16_t>(more >> 16)...);
    return std::uint32_t{high} << 16 | low;
  }
}
/// The same, in double precision.
template <int Fraction, class Operation, class... Packed>
auto each_value(Operation operation, Packed... x) {
  return each_half(
      [operation](auto... bits) {
        return halves::narrowed<Fraction>(operation(halves::widened<Fraction>(bits)...));
      },
      x...);
}

template <int Fraction, class Packed>
Packed half_add(Packed a, Packed b) {
  return each_value<Fraction>([](double x, double y) { return x + y; }, a, b);
}
template <int Fraction, class Packed>
Packed half_subtract(Packed a, Packed b) {
  return each_value<Fraction>([](double x, double y) { return x - y; }, a, b);
}
template <int Fraction, class Packed>
Packed half_multiply(Packed a, Packed b) {
  return each_value<Fraction>([](double x, double y) { return x * y; }, a, b);
}
template <int Fraction, class Packed>
Packed half_fused(Packed a, Packed b, Packed c) {
  return each_value<Fraction>(
      [](double x, double y, double z) { return halves::sum_to_odd(x * y, z); }, a, b, c);
}
template <int Fraction, class Packed>
Packed half_smaller(Packed a, Packed b) {
  return each_value<Fraction>(smaller_real<double>, a, b);
}
template <int Fraction, class Packed>
Packed half_larger(Packed a, Packed b) {
  return each_value<Fraction>(larger_real<double>, a, b);
}
template <int Fraction, class Packed>
Packed half_power_of_two(Packed a) {
  return each_value<Fraction>([](double x) { return std::exp2(x); }, a);
}
template <int Fraction, class Packed>
Packed half_tanh(Packed a) {
  return each_value<Fraction>([](double x) { return std::tanh(x); }, a);
}
template <int Fraction, class Packed>
Packed half_negated(Packed a) {
  return each_half([](std::uint16_t x) -> std::uint16_t { return x ^ halves::kSign; }, a);
}
template <int Fraction, class Packed>
Packed half_magnitude(Packed a) {
  return each_half([](std::uint16_t x) -> std::uint16_t { return x & 0x7fff; }, a);
}
/// Subnormal numbers become zero, with their sign (.ftz).
template <int Fraction, class Packed>
Packed half_flushed(Packed a) {
  return each_half(
      [](std::uint16_t x) -> std::uint16_t {
        return (x & halves::Format<Fraction>::kInfinity) == 0 ? x & halves::kSign : x;
      },
      a);
}

/// NaN becomes the one that GPUs make of it: of bf16 it keeps the bits.
template <int Fraction>
float half_to_float(std::uint16_t x) {
  if constexpr (Fraction == 7) {
    return same_bits<float>(std::uint32_t{x} << 16);
  } else {
    const double value = halves::widened<Fraction>(x);
    return std::isnan(value) ? canonical_nan<float>() : static_cast<float>(value);
  }
}
template <int Fraction, class Number>
std::uint16_t half_from(Toward toward, Number x) {
  return halves::narrowed<Fraction>(halves::in_double(x), toward);
}
template <int Fraction>
std::uint32_t half_pair(Toward toward, float high, float low) {
  return std::uint32_t{half_from<Fraction>(toward, high)} << 16 | half_from<Fraction>(toward, low);
}

}  // namespace ptx
}  // namespace simulator
}  // namespace v1
}  // namespace larder

#endif  // LARDER_CUDA_PTX_HALF_H
