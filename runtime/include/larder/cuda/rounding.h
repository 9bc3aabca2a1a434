// Arithmetic with a chosen rounding: to nearest (_rn), towards zero (_rz), up (_ru), down (_rd).
//
// On the host each operation but those to nearest sets and restores the processor's rounding mode.
#ifndef LARDER_CUDA_ROUNDING_H
#define LARDER_CUDA_ROUNDING_H

#include "dialect.h"

#if !defined(LARDER_SCAN)

#include <cfenv>
#include <cmath>
#include <type_traits>

namespace larder {
inline namespace v1 {
namespace simulator {

/// Compilers assume that the rounding mode is constant. This prevents them from moving computations
/// with `value` before this call, or computations that `value` depends on after it.
template <class T>
void pin(T& value) {
  asm volatile("" : "+m"(value) : : "memory");
}

/// operation(x...) computed in a rounding mode of <cfenv>.
template <class Result, class Operation, class... Values>
Result in_rounding(int mode, Operation operation, Values... x) {
  const int before = std::fegetround();
  std::fesetround(mode);
  (pin(x), ...);
  Result result = operation(x...);
  pin(result);
  std::fesetround(before);
  return result;
}

/// Keeps compilers that fuse or reorder operations from doing so with what computes `value`, or
/// with what uses it.
template <class T>
void keep_apart([[maybe_unused]] T& value) {
#if defined(__FMA__) || defined(__FAST_MATH__)
  if constexpr (std::is_floating_point_v<T>) asm("" : "+x"(value));
#endif
}

/// operation(x...) alone, in the mode to nearest, which is always set.
template <class Result, class Operation, class... Values>
Result to_nearest(Operation operation, Values... x) {
  (keep_apart(x), ...);
  Result result = operation(x...);
  keep_apart(result);
  return result;
}

}  // namespace simulator
}  // namespace v1
}  // namespace larder

#endif

// The four roundings of one operation; the last argument computes it from x, y, z.
#define LARDER_ROUNDED_AS(name, result, mode, parameters, values, ...) \
  LARDER_PURE(result, name, parameters,                                \
              larder::simulator::in_rounding<result>(                  \
                  mode, [] parameters -> result { return __VA_ARGS__; }, LARDER_VALUES values))
#define LARDER_VALUES(...) __VA_ARGS__
#define LARDER_ROUNDED(name, result, parameters, values, ...)                             \
  LARDER_PURE(result, name##_rn, parameters,                                              \
              larder::simulator::to_nearest<result>(                                      \
                  [] parameters -> result { return __VA_ARGS__; }, LARDER_VALUES values)) \
  LARDER_ROUNDED_AS(name##_rz, result, FE_TOWARDZERO, parameters, values, __VA_ARGS__)    \
  LARDER_ROUNDED_AS(name##_ru, result, FE_UPWARD, parameters, values, __VA_ARGS__)        \
  LARDER_ROUNDED_AS(name##_rd, result, FE_DOWNWARD, parameters, values, __VA_ARGS__)
#define LARDER_ROUNDED_1(name, result, type, ...) \
  LARDER_ROUNDED(name, result, (type x), (x), __VA_ARGS__)
#define LARDER_ROUNDED_2(name, type, ...) \
  LARDER_ROUNDED(name, type, (type x, type y), (x, y), __VA_ARGS__)
#define LARDER_ROUNDED_3(name, type, ...) \
  LARDER_ROUNDED(name, type, (type x, type y, type z), (x, y, z), __VA_ARGS__)

LARDER_ROUNDED_2(__fadd, float, x + y)
LARDER_ROUNDED_2(__fsub, float, x - y)
LARDER_ROUNDED_2(__fmul, float, (x * y))
LARDER_ROUNDED_2(__fdiv, float, x / y)
LARDER_ROUNDED_3(__fmaf, float, std::fma(x, y, z))
LARDER_ROUNDED_3(__fmaf_ieee, float, std::fma(x, y, z))
LARDER_ROUNDED_1(__frcp, float, float, 1.0f / x)
LARDER_ROUNDED_1(__fsqrt, float, float, std::sqrt(x))
LARDER_ROUNDED_2(__dadd, double, x + y)
LARDER_ROUNDED_2(__dsub, double, x - y)
LARDER_ROUNDED_2(__dmul, double, (x * y))
LARDER_ROUNDED_2(__ddiv, double, x / y)
LARDER_ROUNDED_3(__fma, double, std::fma(x, y, z))
LARDER_ROUNDED_1(__drcp, double, double, 1.0 / x)
LARDER_ROUNDED_1(__dsqrt, double, double, std::sqrt(x))

LARDER_PURE(float, __frsqrt_rn, (float x),
            static_cast<float>(1.0 / std::sqrt(static_cast<double>(x))))

#endif  // LARDER_CUDA_ROUNDING_H
