// Host implementations behind integer.h.
#ifndef LARDER_CUDA_INTEGER_HOST_H
#define LARDER_CUDA_INTEGER_HOST_H

#include <cstdint>
#include <cstring>

namespace larder {
inline namespace v1 {
namespace simulator {

inline int leading_zeros(unsigned int x) { return x == 0 ? 32 : __builtin_clz(x); }
inline int leading_zeros(unsigned long long x) { return x == 0 ? 64 : __builtin_clzll(x); }

inline std::uint32_t reverse_bits(std::uint32_t x) {
  x = (x & 0x55555555u) << 1 | (x >> 1 & 0x55555555u);
  x = (x & 0x33333333u) << 2 | (x >> 2 & 0x33333333u);
  x = (x & 0x0f0f0f0fu) << 4 | (x >> 4 & 0x0f0f0f0fu);
  return __builtin_bswap32(x);
}
inline std::uint64_t reverse_bits(std::uint64_t x) {
  const std::uint64_t high = reverse_bits(static_cast<std::uint32_t>(x));
  return high << 32 | reverse_bits(static_cast<std::uint32_t>(x >> 32));
}

/// The position of the n-th set bit from `base` up or, for negative n, down; 0xffffffff if none.
inline std::uint32_t nth_set_bit(std::uint32_t mask, std::uint32_t base, int n) {
  constexpr std::uint32_t none = 0xffffffffu;
  const int first = static_cast<int>(base & 31);
  if (n == 0) return (mask >> first & 1u) != 0 ? base & 31 : none;
  const int step = n > 0 ? 1 : -1;
  int left = n > 0 ? n : -n;
  for (int at = first; at >= 0 && at < 32; at += step) {
    if ((mask >> at & 1u) != 0 && --left == 0) return static_cast<std::uint32_t>(at);
  }
  return none;
}

/// The byte of `pair` (y above x) that one selector nibble names; its top bit replicates the sign.
inline std::uint32_t selected_byte(std::uint64_t pair, std::uint32_t selector) {
  const std::uint32_t byte = static_cast<std::uint32_t>(pair >> (selector & 7) * 8) & 0xffu;
  if ((selector & 8) == 0) return byte;
  return (byte & 0x80u) != 0 ? 0xffu : 0u;
}
inline std::uint32_t selected_bytes(std::uint32_t x, std::uint32_t y, std::uint32_t selectors) {
  const std::uint64_t pair = static_cast<std::uint64_t>(y) << 32 | x;
  return selected_byte(pair, selectors) | selected_byte(pair, selectors >> 4) << 8 |
         selected_byte(pair, selectors >> 8) << 16 | selected_byte(pair, selectors >> 12) << 24;
}

inline std::uint32_t high_word(std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); }
inline std::uint64_t words(std::uint32_t low, std::uint32_t high) {
  return static_cast<std::uint64_t>(high) << 32 | low;
}
inline std::uint32_t at_most_32(std::uint32_t shift) { return shift < 32 ? shift : 32; }

/// The low 24 bits with their sign.
inline int signed_24(int x) { return static_cast<int>(static_cast<unsigned int>(x) << 8) >> 8; }

__extension__ typedef __int128 Int128;
__extension__ typedef unsigned __int128 Uint128;

/// |x - y|
inline std::uint32_t distance(int x, int y) {
  const long long apart = static_cast<long long>(x) - y;
  return static_cast<std::uint32_t>(apart < 0 ? -apart : apart);
}

/// The sum of the products of four pairs of bytes, A and B being (un)signed char.
template <class A, class B, class Sum>
Sum dot_bytes(std::uint32_t a, std::uint32_t b, Sum sum) {
  for (int shift = 0; shift < 32; shift += 8) {
    sum +=
        static_cast<Sum>(static_cast<A>(a >> shift)) * static_cast<Sum>(static_cast<B>(b >> shift));
  }
  return sum;
}
template <class To, class From>
To same_bits(const From& from) {
  static_assert(sizeof(To) == sizeof(From));
  To to;
  std::memcpy(&to, &from, sizeof(To));
  return to;
}

/// min and max of integers.
template <class T>
constexpr T smaller(T x, T y) {
  return y < x ? y : x;
}
template <class T>
constexpr T larger(T x, T y) {
  return x < y ? y : x;
}
/// min and max of floating-point values; if one is NaN, the other one.
template <class T>
constexpr T smaller_number(T x, T y) {
  return y < x || x != x ? y : x;
}
template <class T>
constexpr T larger_number(T x, T y) {
  return x < y || x != x ? y : x;
}

}  // namespace simulator
}  // namespace v1
}  // namespace larder

#endif  // LARDER_CUDA_INTEGER_HOST_H
