// PTX's arithmetic where C++ leaves it undefined, for CPU variants: conversions out of range, and
// shifts by at least the width. The generator puts these calls into the host source.
#ifndef LARDER_CUDA_ARITHMETIC_H
#define LARDER_CUDA_ARITHMETIC_H

#if !defined(LARDER_SCAN)

#include <limits>
#include <type_traits>
#include <utility>

namespace larder {
inline namespace v1 {
namespace simulator {

/// Converts a floating-point value to an integer of 32 or 64 bits as the GPU does: towards zero;
/// values out of range become the nearest one in range; NaN becomes 0, or the top bit alone if one
/// of the two types has 64 bits (PTX ISA, cvt). No intermediate conversion is out of range, and
/// there is no branch, so it vectorises.
template <class Integer, class Real>
constexpr Integer saturated(Real value) {
  using Limits = std::numeric_limits<Integer>;
  // The upper bound as a power of two, which every floating-point type holds exactly.
  // NOLINTNEXTLINE(bugprone-integer-division): the largest value is odd, and half of it is not
  constexpr Real bound = static_cast<Real>(Limits::max() / 2 + 1) * 2;
  constexpr Real least = Limits::is_signed ? -bound : Real{0};
  const Real below = value < bound ? value : Real{0};
  const auto inside = static_cast<Integer>(below < least ? least : below);
  const Integer result = value >= bound ? Limits::max() : inside;
  if constexpr (sizeof(Integer) != 8 && sizeof(Real) != 8) return result;  // NaN has become 0
  return value != value ? Limits::is_signed ? Limits::min() : Limits::max() / 2 + 1 : result;
}

/// `(Integer)value`. Narrow integers are the low bits of a conversion to 32.
template <class Integer, class Value>
constexpr Integer to_integer(Value value) {
  if constexpr (!std::is_floating_point_v<Value>) {
    return static_cast<Integer>(value);
  } else {
    using Wide = std::conditional_t<std::is_signed_v<Integer>, int, unsigned>;
    using Converted = std::conditional_t<(sizeof(Integer) < sizeof(Wide)), Wide, Integer>;
    return static_cast<Integer>(saturated<Converted>(value));
  }
}

/// A value that a template converts to a type which depends on its arguments.
template <class Real>
struct Converted {
  Real value;

  // NOLINTBEGIN(google-explicit-constructor): the template's own type may convert it implicitly
  constexpr operator Real() const { return value; }
  template <class Integer,
            class = std::enable_if_t<std::is_integral_v<Integer> && !std::is_same_v<Integer, bool>>>
  constexpr operator Integer() const {
    return to_integer<Integer>(value);
  }
  // NOLINTEND(google-explicit-constructor)
};

/// The same value, which becomes an integer as to_integer() says.
template <class Value>
constexpr decltype(auto) converted(Value&& value) {
  using Plain = std::remove_cv_t<std::remove_reference_t<Value>>;
  if constexpr (std::is_floating_point_v<Plain>) {
    return Converted<Plain>{value};
  } else {
    return std::forward<Value>(value);
  }
}

/// The same value for `static_cast<To>(value)`, where `To` depends on a template's arguments: it
/// may be a class, whose constructors need the value's own type.
template <class To, class Value>
constexpr decltype(auto) converted_to(Value&& value) {
  using Plain = std::remove_cv_t<std::remove_reference_t<Value>>;
  constexpr bool real = std::is_floating_point_v<Plain>;
  if constexpr (real && std::is_enum_v<To>) {
    return to_integer<std::underlying_type_t<To>>(value);
  } else if constexpr (real && std::is_integral_v<To> &&
                       !std::is_same_v<std::remove_cv_t<To>, bool>) {
    return to_integer<std::remove_cv_t<To>>(value);
  } else {
    return std::forward<Value>(value);
  }
}

// `variable += value` and the like, computed in floating point.
template <class Integer, class Value>
constexpr Integer& add_to(Integer& variable, Value value) {
  return variable = to_integer<std::remove_cv_t<Integer>>(variable + value);
}
template <class Integer, class Value>
constexpr Integer& subtract_from(Integer& variable, Value value) {
  return variable = to_integer<std::remove_cv_t<Integer>>(variable - value);
}
template <class Integer, class Value>
constexpr Integer& multiply(Integer& variable, Value value) {
  return variable = to_integer<std::remove_cv_t<Integer>>(variable * value);
}
template <class Integer, class Value>
constexpr Integer& divide(Integer& variable, Value value) {
  return variable = to_integer<std::remove_cv_t<Integer>>(variable / value);
}

template <class Value, class Amount>
inline constexpr bool are_integers =
    std::is_integral_v<std::decay_t<Value>> && std::is_integral_v<std::decay_t<Amount>>;

/// `value << amount`: 0 if the amount is at least the width. PTX reads 32 bits of the amount,
/// unsigned.
template <class Value, class Amount>
constexpr auto shift_left(Value value, Amount amount) {
  if constexpr (are_integers<Value, Amount>) {
    using Result = decltype(value << amount);
    constexpr unsigned width = sizeof(Result) * 8;
    const auto bits = static_cast<std::make_unsigned_t<Result>>(static_cast<Result>(value));
    const auto count = static_cast<unsigned>(amount);
    return static_cast<Result>(count < width ? bits << count % width : 0);
  } else {
    return value << amount;
  }
}

/// `value >> amount`: only the sign remains if the amount is at least the width.
template <class Value, class Amount>
constexpr auto shift_right(Value value, Amount amount) {
  if constexpr (are_integers<Value, Amount>) {
    using Result = decltype(value >> amount);
    constexpr unsigned width = sizeof(Result) * 8;
    const auto count = static_cast<unsigned>(amount);
    const auto bits = static_cast<Result>(value);
    if constexpr (std::is_signed_v<Result>) {
      return static_cast<Result>(bits >> (count < width ? count : width - 1));
    } else {
      return static_cast<Result>(count < width ? bits >> count % width : 0);
    }
  } else {
    return value >> amount;
  }
}

template <class Variable, class Amount>
constexpr decltype(auto) shift_left_assign(Variable& variable, Amount amount) {
  if constexpr (are_integers<Variable, Amount>) {
    return (variable = static_cast<std::decay_t<Variable>>(shift_left(variable, amount)));
  } else {
    return (variable <<= amount);
  }
}
template <class Variable, class Amount>
constexpr decltype(auto) shift_right_assign(Variable& variable, Amount amount) {
  if constexpr (are_integers<Variable, Amount>) {
    return (variable = static_cast<std::decay_t<Variable>>(shift_right(variable, amount)));
  } else {
    return (variable >>= amount);
  }
}

}  // namespace simulator
}  // namespace v1
}  // namespace larder

#endif

#endif  // LARDER_CUDA_ARITHMETIC_H
