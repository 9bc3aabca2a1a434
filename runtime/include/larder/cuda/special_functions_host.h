// Host implementations behind special_functions.h, in double precision.
#ifndef LARDER_CUDA_SPECIAL_FUNCTIONS_HOST_H
#define LARDER_CUDA_SPECIAL_FUNCTIONS_HOST_H

#include <cmath>
#include <limits>

namespace larder {
inline namespace v1 {
namespace simulator {

inline constexpr double kPi = 3.14159265358979323846;
inline constexpr double kSqrtPi = 1.77245385090551602730;

inline void sine_and_cosine(float x, float* sine, float* cosine) {
  *sine = std::sin(x);
  *cosine = std::cos(x);
}

/// x / y; as on the GPU, 0 (or NaN for infinite x) if |y| is above 2^126.
inline float fast_quotient(float x, float y) {
  const bool huge = std::fabs(y) > 0x1p126f && std::isfinite(y);
  return huge ? x * 0.0f : x / y;
}

inline double reciprocal_sqrt(double x) { return 1.0 / std::sqrt(x); }
/// Off by less than 1.5 units in the last place, where CUDA's may be off by 2. A detour by double
/// would take four times as long.
inline float reciprocal_sqrt(float x) { return 1.0f / std::sqrt(x); }
inline double reciprocal_cbrt(double x) { return 1.0 / std::cbrt(x); }

/// sin(pi x), exact at multiples of one half: the argument is reduced before it is multiplied by
/// pi.
inline double sine_of_pi_times(double x) {
  if (x == std::rint(x)) return x * 0.0;    // with its sign; NaN for infinite x
  double r = x - 2.0 * std::rint(x / 2.0);  // -1..1, and NaN for infinite x
  if (r > 0.5) r = 1.0 - r;
  if (r < -0.5) r = -1.0 - r;
  return std::sin(kPi * r);
}
inline double cosine_of_pi_times(double x) {
  const double r = std::fabs(x - 2.0 * std::rint(x / 2.0));
  return std::sin(kPi * (0.5 - r));
}

inline double normal_distribution(double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); }

/// exp(x*x) erfc(x) without the overflow of its factors.
inline double scaled_erfc(double x) {
  if (x < 25.0) return std::exp(x * x) * std::erfc(x);
  const double s = 1.0 / (2.0 * x * x);  // asymptotic series; its fourth term is below 1e-11
  return (1.0 - s * (1.0 - 3.0 * s * (1.0 - 5.0 * s * (1.0 - 7.0 * s)))) / (x * kSqrtPi);
}

inline double inverse_erf(double x);

/// y with erfc(y) = x, for x in 0..2: starts from the tail's leading term, then Halley's method.
inline double inverse_erfc(double x) {
  if (!(x >= 0.0 && x <= 2.0)) return std::numeric_limits<double>::quiet_NaN();
  if (x == 0.0) return std::numeric_limits<double>::infinity();
  if (x == 2.0) return -std::numeric_limits<double>::infinity();
  // Here 1 - x is exact, and the result may be close to 0.
  if (x >= 0.5 && x <= 1.5) return inverse_erf(1.0 - x);
  const double tail = x < 1.0 ? x : 2.0 - x;
  const double t = std::sqrt(-2.0 * std::log(tail / 2.0));
  double y = -0.70711 * ((2.30753 + t * 0.27061) / (1.0 + t * (0.99229 + t * 0.04481)) - t);
  for (int step = 0; step < 4; ++step) {
    const double error = std::erfc(y) - tail;
    y += error / (2.0 / kSqrtPi * std::exp(-y * y) - y * error);
  }
  return x < 1.0 ? y : -y;
}

/// y with erf(y) = x; near 0, where 1 - x would lose digits, with Newton's method on erf itself.
inline double inverse_erf(double x) {
  if (std::fabs(x) > 0.5) return x > 0.0 ? inverse_erfc(1.0 - x) : -inverse_erfc(1.0 + x);
  double y = x * kSqrtPi / 2.0;
  for (int step = 0; step < 6; ++step) {
    y -= (std::erf(y) - x) * kSqrtPi / 2.0 * std::exp(y * y);
  }
  return y;
}

inline double inverse_normal_distribution(double x) {
  return -std::sqrt(2.0) * inverse_erfc(2.0 * x);
}

/// The modified Bessel functions of order 0 and 1 by their power series. All terms are positive,
/// so nothing cancels; the series overflows to infinity only where the function does.
inline double bessel_series(double x, int order) {
  const double quarter = x * x / 4.0;
  double term = order == 0 ? 1.0 : x / 2.0;
  double sum = term;
  for (int k = 1; k < 2000 && std::fabs(term) > std::fabs(sum) * 1e-17; ++k) {
    term *= quarter / (static_cast<double>(k) * (k + order));
    sum += term;
  }
  return sum;
}
inline double bessel_i0(double x) { return bessel_series(x, 0); }
inline double bessel_i1(double x) { return bessel_series(x, 1); }

/// As the C library's functions, but NaN for orders below 0. Templates, as the C library does not
/// declare them for strict standards: the names are looked up only where they are used.
template <class Order>
double bessel_j(Order order, double x) {
  return static_cast<int>(order) < 0 ? std::numeric_limits<double>::quiet_NaN() : jn(order, x);
}
template <class Order>
double bessel_y(Order order, double x) {
  return static_cast<int>(order) < 0 ? std::numeric_limits<double>::quiet_NaN() : yn(order, x);
}
template <class Order>
float bessel_jf(Order order, float x) {
  return static_cast<float>(bessel_j(order, static_cast<double>(x)));
}
template <class Order>
float bessel_yf(Order order, float x) {
  return static_cast<float>(bessel_y(order, static_cast<double>(x)));
}

/// The Euclidean length of x[0..count), scaled so that squares neither overflow nor vanish.
template <class Real>
double length(int count, const Real* x) {
  double result = 0.0;
  for (int i = 0; i < count; ++i) result = std::hypot(result, static_cast<double>(x[i]));
  return result;
}

}  // namespace simulator
}  // namespace v1
}  // namespace larder

#endif  // LARDER_CUDA_SPECIAL_FUNCTIONS_HOST_H
