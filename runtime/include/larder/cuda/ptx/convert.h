// PTX's cvt, between numbers of any width, and the parts of a wider register.
#ifndef LARDER_CUDA_PTX_CONVERT_H
#define LARDER_CUDA_PTX_CONVERT_H

#include <cfenv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "integer.h"
#include "registers.h"

namespace larder {
inline namespace v1 {
namespace simulator {
namespace ptx {

/// The nearest integer in the direction of a rounding mode of <cfenv>, as a number of the same
/// type.
template <class Real>
Real to_whole(int mode, Real x) {
  if (mode == FE_TOWARDZERO) return std::trunc(x);
  if (mode == FE_UPWARD) return std::ceil(x);
  return mode == FE_DOWNWARD ? std::floor(x) : std::nearbyint(x);
}
/// That integer, or the nearest one that the type has. NaN becomes 0, or the top bit alone if one
/// of the two types has 64 bits.
template <class Integer, class Real>
Integer real_to_integer(int mode, Real x) {
  // saturated() knows the integers of 32 and 64 bits alone.
  constexpr Integer none = sizeof(Integer) == 8 || sizeof(Real) == 8
                               ? static_cast<Integer>(std::uint64_t{1} << (kWidth<Integer> - 1))
                               : Integer{0};
  if (std::isnan(x)) return none;
  using Wide = std::conditional_t<
      sizeof(Integer) == 8, Integer,
      std::conditional_t<std::is_signed_v<Integer>, std::int32_t, std::uint32_t>>;
  return clamped<Integer>(saturated<Wide>(to_whole(mode, x)));
}

/// An integer or a wider real number as Real.
template <class Real, class From>
Real to_real(int mode, From x) {
  if (mode == FE_TONEAREST) return static_cast<Real>(x);
  return in_rounding<Real>(mode, [](From a) { return static_cast<Real>(a); }, x);
}

/// An integer of another width or signedness: its low bits, or extended.
template <class To, class From>
constexpr To to_width(From x) {
  return static_cast<To>(x);
}
/// The nearest value that To has (.sat).
template <class To, class From>
constexpr To to_range(From x) {
  using Limits = std::numeric_limits<To>;
  if (std::is_signed_v<From> && x < 0) {
    if (!std::is_signed_v<To>) return 0;
    const auto least = static_cast<std::int64_t>(Limits::min());
    return static_cast<std::int64_t>(x) < least ? Limits::min() : static_cast<To>(x);
  }
  const auto most = static_cast<std::uint64_t>(Limits::max());
  return static_cast<std::uint64_t>(x) > most ? Limits::max() : static_cast<To>(x);
}

/// A float rounded to the 10 fraction bits of tf32, ties away from zero.
inline std::uint32_t to_tf32(float x) {
  const auto bits = same_bits<std::uint32_t>(x);
  return std::isfinite(x) ? (bits + 0x1000u) & ~0x1fffu : bits;
}

/// Bits of a wider register, from `first` on, and such bits at their place.
template <class Part, class Whole>
Part part(Whole whole, unsigned first) {
  return as<Part>(as<Bits<Whole>>(whole) >> first);
}
template <class Whole, class Part>
Whole at(Part value, unsigned first) {
  return static_cast<Whole>(Whole{as<Bits<Part>>(value)} << first);
}

}  // namespace ptx
}  // namespace simulator
}  // namespace v1
}  // namespace larder

#endif  // LARDER_CUDA_PTX_CONVERT_H
