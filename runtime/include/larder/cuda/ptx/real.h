// PTX's floating-point instructions that CUDA has no function for.
#ifndef LARDER_CUDA_PTX_REAL_H
#define LARDER_CUDA_PTX_REAL_H

#include <cfenv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "registers.h"

namespace larder {
inline namespace v1 {
namespace simulator {
namespace ptx {

/// Subnormal numbers become zero, with their sign (.ftz).
inline float flushed(float x) {
  return std::fabs(x) < std::numeric_limits<float>::min() ? std::copysign(0.0f, x) : x;
}

template <class Real>
Real negated(Real x) {
  const Bits<Real> sign = Bits<Real>{1} << (sizeof(Real) * 8 - 1);
  return same_bits<Real>(same_bits<Bits<Real>>(x) ^ sign);
}
template <class Real>
Real magnitude(Real x) {
  return std::fabs(x);
}
/// The NaN that GPUs compute.
template <class Real>
Real canonical_nan() {
  if constexpr (sizeof(Real) == 8) {
    return same_bits<Real>(std::uint64_t{0x7fffffffffffffff});
  } else {
    return same_bits<Real>(std::uint32_t{0x7fffffff});
  }
}
/// The smaller one; of a number and NaN the number; -0 is smaller than +0.
template <class Real>
Real smaller_real(Real x, Real y) {
  if (std::isnan(x)) return std::isnan(y) ? canonical_nan<Real>() : y;
  if (std::isnan(y)) return x;
  if (x == y) return std::signbit(x) ? x : y;
  return x < y ? x : y;
}
template <class Real>
Real larger_real(Real x, Real y) {
  if (std::isnan(x)) return std::isnan(y) ? canonical_nan<Real>() : y;
  if (std::isnan(y)) return x;
  if (x == y) return std::signbit(x) ? y : x;
  return x < y ? y : x;
}
// The same, but NaN if one of them is (.NaN).
template <class Real>
Real smaller_or_nan(Real x, Real y) {
  return std::isnan(x) || std::isnan(y) ? canonical_nan<Real>() : smaller_real(x, y);
}
template <class Real>
Real larger_or_nan(Real x, Real y) {
  return std::isnan(x) || std::isnan(y) ? canonical_nan<Real>() : larger_real(x, y);
}
/// Limited to 0..1; 0 for NaN (.sat).
template <class Real>
Real limited_to_one(Real x) {
  return x > Real{0} ? (x < Real{1} ? x : Real{1}) : Real{0};
}

/// An operation in a rounding mode of <cfenv>, which the compiler does not fuse with another one.
/// Programs run in the mode to nearest.
template <class Operation, class Real, class... More>
Real rounded_by(int mode, Operation operation, Real x, More... more) {
  if (mode != FE_TONEAREST) return in_rounding<Real>(mode, operation, x, more...);
  Real result = operation(x, more...);
  pin(result);
  return result;
}
template <class Real>
Real add_rounded(int mode, Real x, Real y) {
  return rounded_by(mode, [](Real a, Real b) { return a + b; }, x, y);
}
template <class Real>
Real subtract_rounded(int mode, Real x, Real y) {
  return rounded_by(mode, [](Real a, Real b) { return a - b; }, x, y);
}
template <class Real>
Real multiply_rounded(int mode, Real x, Real y) {
  return rounded_by(mode, [](Real a, Real b) { return a * b; }, x, y);
}
template <class Real>
Real divide_rounded(int mode, Real x, Real y) {
  return rounded_by(mode, [](Real a, Real b) { return a / b; }, x, y);
}
template <class Real>
Real fused_rounded(int mode, Real x, Real y, Real z) {
  if (mode == FE_TONEAREST) return std::fma(x, y, z);  // nothing can be fused with it
  return in_rounding<Real>(mode, [](Real a, Real b, Real c) { return std::fma(a, b, c); }, x, y, z);
}
template <class Real>
Real reciprocal_rounded(int mode, Real x) {
  return divide_rounded(mode, Real{1}, x);
}
template <class Real>
Real root_rounded(int mode, Real x) {
  return rounded_by(mode, [](Real a) { return std::sqrt(a); }, x);
}

template <class Real>
Real reciprocal_root(Real x) {
  return reciprocal_sqrt(x);
}
inline float power_of_two(float x) { return std::exp2(x); }
inline float root(float x) { return std::sqrt(x); }
inline float reciprocal(float x) { return 1.0f / x; }
inline float quotient(float x, float y) { return x / y; }

// The conditions of testp.
template <class Real>
bool is_finite(Real x) {
  return std::isfinite(x);
}
template <class Real>
bool is_infinite(Real x) {
  return std::isinf(x);
}
template <class Real>
bool is_number(Real x) {
  return !std::isnan(x);
}
template <class Real>
bool is_not_a_number(Real x) {
  return std::isnan(x);
}
template <class Real>
bool is_normal(Real x) {
  return std::isnormal(x);
}
template <class Real>
bool is_subnormal(Real x) {
  return std::fpclassify(x) == FP_SUBNORMAL;
}

/// `to` with the sign of `from`: PTX's order of operands.
template <class Real>
Real copied_sign(Real from, Real to) {
  return std::copysign(to, from);
}

}  // namespace ptx
}  // namespace simulator
}  // namespace v1
}  // namespace larder

#endif  // LARDER_CUDA_PTX_REAL_H
