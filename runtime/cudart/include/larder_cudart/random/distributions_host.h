// Uniform, normal and log-normal numbers of a generator, in the order in which cuRAND draws them.
#ifndef LARDER_CUDART_RANDOM_DISTRIBUTIONS_HOST_H
#define LARDER_CUDART_RANDOM_DISTRIBUTIONS_HOST_H

#include <cmath>
#include <type_traits>

#include "mrg32k3a_host.h"
#include "philox_host.h"
#include "xorwow_host.h"

namespace larder {
inline namespace v1 {
namespace simulator {
namespace random {

template <class State>
inline constexpr bool kIsMrg = std::is_same_v<State, curandStateMRG32k3a>;

/// In (0, 1]: the middle of the interval that the bits stand for.
inline float in_unit(unsigned x) { return static_cast<float>(x) * 0x1p-32f + 0x1p-33f; }
/// The same of 53 bits in two words.
inline double in_unit(unsigned x, unsigned y) {
  const unsigned long long bits = x ^ static_cast<unsigned long long>(y) << 21;
  return static_cast<double>(bits) * 0x1p-53 + 0x1p-54;
}

inline constexpr double kMrgScale = 2.3283065498378288e-10;

template <class State>
float uniform(State& state) {
  if constexpr (kIsMrg<State>)
    return static_cast<float>(next_number(state) * kMrgScale);
  else
    return in_unit(next(state));
}

/// Of two words, where cuRAND draws two.
inline double uniform_double(curandStateXORWOW& state) {
  const unsigned x = next(state);
  return in_unit(x, next(state));
}
/// The upper end of the interval here.
inline double uniform_double(curandStatePhilox4_32_10& state) {
  return next(state) * 0x1p-32 + 0x1p-32;
}
inline double uniform_double(curandStateMRG32k3a& state) { return next_number(state) * kMrgScale; }

inline uint4 next4(curandStatePhilox4_32_10& state) {
  uint4 out;
  out.x = next(state);
  out.y = next(state);
  out.z = next(state);
  out.w = next(state);
  return out;
}
inline float4 uniform4(curandStatePhilox4_32_10& state) {
  const uint4 bits = next4(state);
  return {in_unit(bits.x), in_unit(bits.y), in_unit(bits.z), in_unit(bits.w)};
}
inline double2 uniform2_double(curandStatePhilox4_32_10& state) {
  const uint4 bits = next4(state);
  return {in_unit(bits.x, bits.y), in_unit(bits.z, bits.w)};
}
inline double4 uniform4_double(curandStatePhilox4_32_10& state) {
  const double2 first = uniform2_double(state);
  const double2 second = uniform2_double(state);
  return {first.x, first.y, second.x, second.y};
}

/// CUDA's pairs and fours of a type.
template <class Real>
using Two = std::conditional_t<std::is_same_v<Real, float>, float2, double2>;
template <class Real>
using Four = std::conditional_t<std::is_same_v<Real, float>, float4, double4>;

/// Two normal numbers, by Box and Muller's method, of a radius in (0, 1] and an angle.
template <class Real>
Two<Real> on_circle(Real radius, Real angle) {
  const Real scale = std::sqrt(Real(-2) * std::log(radius));
  return {std::sin(angle) * scale, std::cos(angle) * scale};
}

template <class State>
Two<float> pair(State& state, float /*type*/) {
  constexpr float kTurn = 6.2831855f;
  if constexpr (kIsMrg<State>) {
    const float radius = uniform(state);
    return on_circle(radius, uniform(state) * kTurn);
  } else {
    const float radius = uniform(state);
    const auto bits = static_cast<float>(next(state));
    return on_circle(radius, bits * (0x1p-32f * kTurn) + 0x1p-33f * kTurn);
  }
}
template <class State>
Two<double> pair(State& state, double /*type*/) {
  constexpr double kTurn = 6.2831853071795865;
  if constexpr (kIsMrg<State>) {
    const double radius = uniform_double(state);
    return on_circle(radius, uniform_double(state) * kTurn);
  } else {
    const unsigned x = next(state);
    const double radius = in_unit(x, next(state));
    const unsigned y = next(state);
    return on_circle(radius, in_unit(y, next(state)) * kTurn);
  }
}

template <class Real, class State>
Two<Real> normal2(State& state) {
  return pair(state, Real());
}
template <class Real>
Two<Real> to_log_normal(Two<Real> normals, Real mean, Real deviation) {
  return {std::exp(mean + deviation * normals.x), std::exp(mean + deviation * normals.y)};
}
template <class Real, class State>
Two<Real> log_normal2(State& state, Real mean, Real deviation) {
  return to_log_normal<Real>(normal2<Real>(state), mean, deviation);
}

/// The distribution of the number that a state keeps.
enum Kept { kNone = 0, kNormal = 1, kLogNormal = 2 };

/// The first of a new pair, whose second the state keeps; or that one, if it is of this
/// distribution. `draw` makes a pair.
template <class Real, class State, class Draw>
Real one_of_two(State& state, Kept distribution, Draw draw) {
  constexpr bool kSingle = std::is_same_v<Real, float>;
  int& flag = kSingle ? state.boxmuller_flag : state.boxmuller_flag_double;
  const auto extra = [&]() -> Real& {
    if constexpr (kSingle)
      return state.boxmuller_extra;
    else
      return state.boxmuller_extra_double;
  };
  if (flag == distribution) {
    flag = kNone;
    return extra();
  }
  const Two<Real> drawn = draw();
  extra() = drawn.y;
  flag = distribution;
  return drawn.x;
}
template <class Real, class State>
Real normal(State& state) {
  return one_of_two<Real>(state, kNormal, [&] { return normal2<Real>(state); });
}
template <class Real, class State>
Real log_normal(State& state, Real mean, Real deviation) {
  return one_of_two<Real>(state, kLogNormal,
                          [&] { return log_normal2<Real>(state, mean, deviation); });
}

template <class Real>
Four<Real> normal4(curandStatePhilox4_32_10& state) {
  const Two<Real> first = normal2<Real>(state);
  const Two<Real> second = normal2<Real>(state);
  return {first.x, first.y, second.x, second.y};
}
template <class Real>
Four<Real> log_normal4(curandStatePhilox4_32_10& state, Real mean, Real deviation) {
  const Two<Real> first = log_normal2<Real>(state, mean, deviation);
  const Two<Real> second = log_normal2<Real>(state, mean, deviation);
  return {first.x, first.y, second.x, second.y};
}

}  // namespace random
}  // namespace simulator
}  // namespace v1
}  // namespace larder

#endif  // LARDER_CUDART_RANDOM_DISTRIBUTIONS_HOST_H
