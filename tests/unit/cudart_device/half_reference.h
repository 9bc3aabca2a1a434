// Numbers of 16 bits by another way than the headers': a table of all of them, searched for the
// nearest.
#ifndef LARDER_TESTS_UNIT_CUDART_DEVICE_HALF_REFERENCE_H
#define LARDER_TESTS_UNIT_CUDART_DEVICE_HALF_REFERENCE_H

#include <cuda_bf16.h>
#include <cuda_fp16.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <vector>

namespace larder::tests {

// Wide enough for exact sums of a product and a number of like size.
#if defined(__SIZEOF_FLOAT128__)
__extension__ typedef __float128 Wide;
#else
using Wide = long double;
#endif

template <class Half>
constexpr int kFractionOf = std::is_same_v<Half, __half> ? 10 : 7;

template <class Half>
Half of_bits(unsigned bits) {
  const auto narrow = static_cast<std::uint16_t>(bits);
  Half out;
  std::memcpy(&out, &narrow, sizeof(out));
  return out;
}
template <class Half>
unsigned bits_of(Half x) {
  std::uint16_t bits;
  std::memcpy(&bits, &x, sizeof(x));
  return bits;
}

/// The values of all numbers that are neither negative nor infinite; the place is the bits.
template <class Half>
const std::vector<double>& values() {
  static const std::vector<double> all = [] {
    constexpr int fraction = kFractionOf<Half>;
    constexpr int bias = (1 << (14 - fraction)) - 1;
    std::vector<double> out;
    for (int exponent = 0; exponent <= 2 * bias; ++exponent)
      for (int rest = 0; rest < 1 << fraction; ++rest) {
        const int significand = exponent == 0 ? rest : rest + (1 << fraction);
        out.push_back(std::ldexp(significand, std::max(exponent, 1) - bias - fraction));
      }
    return out;
  }();
  return all;
}

template <class Half>
double value_of(unsigned bits) {
  const unsigned magnitude = bits & 0x7fff;
  const auto& all = values<Half>();
  if (magnitude > all.size()) return std::nan("");
  const double out = magnitude == all.size() ? INFINITY : all[magnitude];
  return (bits & 0x8000) != 0 ? -out : out;
}

/// The bits of the number next to `x`, of two the even one. `negative` is the sign of a zero.
template <class Half, class Real>
unsigned nearest(Real x, bool negative) {
  if (x != x) return 0x7fff;
  const auto& all = values<Half>();
  const Real magnitude = x < 0 ? -x : x;
  const unsigned sign = x < 0 || (x == 0 && negative) ? 0x8000 : 0;
  const auto above = std::lower_bound(all.begin(), all.end(), magnitude,
                                      [](double a, Real b) { return Real(a) < b; });
  if (above == all.begin()) return sign;
  const auto high = static_cast<unsigned>(above - all.begin());
  // The number that would follow the largest one decides what rounds to infinity.
  const double top = high == all.size() ? 2 * all.back() - all[all.size() - 2] : *above;
  const Real middle = (Real(all[high - 1]) + Real(top)) / 2;
  const bool up = magnitude > middle || (magnitude == middle && high % 2 == 0);
  return sign | (up ? high : high - 1);
}

}  // namespace larder::tests

#endif  // LARDER_TESTS_UNIT_CUDART_DEVICE_HALF_REFERENCE_H
