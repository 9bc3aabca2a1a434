// Integer intrinsics: bits, bytes, high products, sums of differences, and min and max.
#ifndef LARDER_CUDA_INTEGER_H
#define LARDER_CUDA_INTEGER_H

#include "types.h"

#if !defined(LARDER_SCAN)

#include <cstdint>
#include <cstring>

namespace larder {
inline namespace v1 {
namespace simulator {

inline std::uint32_t reverse_bits(std::uint32_t x) {
  x = (x & 0x55555555u) << 1 | (x >> 1 & 0x55555555u);
  x = (x & 0x33333333u) << 2 | (x >> 2 & 0x33333333u);
  x = (x & 0x0f0f0f0fu) << 4 | (x >> 4 & 0x0f0f0f0fu);
  return __builtin_bswap32(x);
}
/// The byte of `pair` (y above x) that one selector nibble names; its top bit replicates the sign.
inline std::uint32_t selected_byte(std::uint64_t pair, std::uint32_t selector) {
  const std::uint32_t byte = static_cast<std::uint32_t>(pair >> (selector & 7) * 8) & 0xffu;
  if ((selector & 8) == 0) return byte;
  return (byte & 0x80u) != 0 ? 0xffu : 0u;
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

}  // namespace simulator
}  // namespace v1
}  // namespace larder

#endif

LARDER_PURE_FUNCTION int __popc(unsigned int x)
    LARDER_BODY(return __builtin_popcount(x);) LARDER_PURE_FUNCTION
    int __popcll(unsigned long long x)
        LARDER_BODY(return __builtin_popcountll(x);) LARDER_PURE_FUNCTION
    int __clz(int x) LARDER_BODY(return x == 0 ? 32 : __builtin_clz(static_cast<unsigned int>(x));)
        LARDER_PURE_FUNCTION int __clzll(long long x)
            LARDER_BODY(return x == 0 ? 64 : __builtin_clzll(static_cast<unsigned long long>(x));)
                LARDER_PURE_FUNCTION int __ffs(int x)
                    LARDER_BODY(return __builtin_ffs(x);) LARDER_PURE_FUNCTION
    int __ffsll(long long x) LARDER_BODY(return __builtin_ffsll(x);) LARDER_PURE_FUNCTION
    unsigned int __brev(unsigned int x)
        LARDER_BODY(return ::larder::simulator::reverse_bits(x);) LARDER_PURE_FUNCTION
    unsigned long long __brevll(unsigned long long x) LARDER_BODY(
        const unsigned long long high = ::larder::simulator::reverse_bits(static_cast<unsigned>(x));
        return high << 32 | ::larder::simulator::reverse_bits(static_cast<unsigned>(x >> 32));)
    /// Position of the n-th set bit at or, for negative n, below `base`; 0xffffffff where none is.
    LARDER_PURE_FUNCTION unsigned int __fns(unsigned int mask, unsigned int base, int n)
        LARDER_BODY(if (n == 0) return (mask >> (base & 31) & 1u) != 0 ? (base & 31) : 0xffffffffu;
                    const int step = n > 0 ? 1 : -1; int left = n > 0 ? n : -n;
                    for (int at = static_cast<int>(base & 31); at >= 0 && at < 32; at += step) {
                      if ((mask >> at & 1u) != 0 && --left == 0)
                        return static_cast<unsigned int>(at);
                    } return 0xffffffffu;) LARDER_PURE_FUNCTION
    unsigned int __byte_perm(unsigned int x, unsigned int y, unsigned int s)
        LARDER_BODY(const unsigned long long pair = static_cast<unsigned long long>(y) << 32 | x;
                    return ::larder::simulator::selected_byte(pair, s) |
                           ::larder::simulator::selected_byte(pair, s >> 4) << 8 |
                           ::larder::simulator::selected_byte(pair, s >> 8) << 16 |
                           ::larder::simulator::selected_byte(pair, s >> 12) << 24;)

    // The upper (l) or lower (r) word of hi:lo shifted by shift modulo 32, or clamped to 32 (c).
    LARDER_PURE_FUNCTION
    unsigned int __funnelshift_l(unsigned int lo, unsigned int hi, unsigned int shift)
        LARDER_BODY(return static_cast<unsigned int>(
                               ((static_cast<unsigned long long>(hi) << 32 | lo) << (shift & 31)) >>
                               32);) LARDER_PURE_FUNCTION
    unsigned int __funnelshift_lc(unsigned int lo, unsigned int hi, unsigned int shift) LARDER_BODY(
        return static_cast<unsigned int>(((static_cast<unsigned long long>(hi) << 32 | lo)
                                          << (shift < 32 ? shift : 32)) >>
                                         32);) LARDER_PURE_FUNCTION
    unsigned int __funnelshift_r(unsigned int lo, unsigned int hi, unsigned int shift)
        LARDER_BODY(return static_cast<unsigned int>((static_cast<unsigned long long>(hi) << 32 |
                                                      lo) >>
                                                     (shift & 31));) LARDER_PURE_FUNCTION
    unsigned int __funnelshift_rc(unsigned int lo, unsigned int hi, unsigned int shift)
        LARDER_BODY(return static_cast<unsigned int>((static_cast<unsigned long long>(hi) << 32 |
                                                      lo) >>
                                                     (shift < 32 ? shift : 32));)

    // Products of the low 24 bits, and the upper halves of full products.
    LARDER_PURE_FUNCTION int __mul24(int x, int y)
        LARDER_BODY(const long long a = static_cast<int>(static_cast<unsigned int>(x) << 8) >> 8;
                    const long long b = static_cast<int>(static_cast<unsigned int>(y) << 8) >> 8;
                    return static_cast<int>(a * b);) LARDER_PURE_FUNCTION
    unsigned int __umul24(unsigned int x, unsigned int y)
        LARDER_BODY(return (x & 0xffffffu) * (y & 0xffffffu);) LARDER_PURE_FUNCTION
    int __mulhi(int x, int y) LARDER_BODY(return static_cast<int>((static_cast<long long>(x) * y) >>
                                                                  32);) LARDER_PURE_FUNCTION
    unsigned int __umulhi(unsigned int x, unsigned int y)
        LARDER_BODY(return static_cast<unsigned int>((static_cast<unsigned long long>(x) * y) >>
                                                     32);) LARDER_PURE_FUNCTION
    long long __mul64hi(long long x, long long y)
        LARDER_BODY(__extension__ typedef __int128 Wide;
                    return static_cast<long long>((static_cast<Wide>(x) * y) >>
                                                  64);) LARDER_PURE_FUNCTION
    unsigned long long __umul64hi(unsigned long long x, unsigned long long y)
        LARDER_BODY(__extension__ typedef unsigned __int128 Wide;
                    return static_cast<unsigned long long>((static_cast<Wide>(x) * y) >> 64);)

    // |x - y| + z, and averages that cannot overflow (rounded down, and up for the r forms).
    LARDER_PURE_FUNCTION unsigned int __sad(int x, int y, unsigned int z)
        LARDER_BODY(const long long apart = static_cast<long long>(x) - y;
                    return static_cast<unsigned int>(apart < 0 ? -apart : apart) +
                           z;) LARDER_PURE_FUNCTION
    unsigned int __usad(unsigned int x, unsigned int y, unsigned int z)
        LARDER_BODY(return (x > y ? x - y : y - x) + z;) LARDER_PURE_FUNCTION
    int __hadd(int x, int y) LARDER_BODY(return static_cast<int>((static_cast<long long>(x) + y) >>
                                                                 1);) LARDER_PURE_FUNCTION
    int __rhadd(int x, int y)
        LARDER_BODY(return static_cast<int>((static_cast<long long>(x) + y + 1) >>
                                            1);) LARDER_PURE_FUNCTION
    unsigned int __uhadd(unsigned int x, unsigned int y)
        LARDER_BODY(return static_cast<unsigned int>((static_cast<unsigned long long>(x) + y) >>
                                                     1);) LARDER_PURE_FUNCTION
    unsigned int __urhadd(unsigned int x, unsigned int y)
        LARDER_BODY(return static_cast<unsigned int>((static_cast<unsigned long long>(x) + y + 1) >>
                                                     1);)

    // Dot products of four bytes, added to c.
    LARDER_PURE_FUNCTION int __dp4a(int a, int b, int c)
        LARDER_BODY(return ::larder::simulator::dot_bytes<signed char, signed char>(
                               static_cast<unsigned int>(a), static_cast<unsigned int>(b),
                               c);) LARDER_PURE_FUNCTION
    unsigned int __dp4a(unsigned int a, unsigned int b, unsigned int c)
        LARDER_BODY(return ::larder::simulator::dot_bytes<unsigned char, unsigned char>(a, b, c);)
            LARDER_PURE_FUNCTION
    int __dp4a(char4 a, char4 b, int c)
        LARDER_BODY(return __dp4a(::larder::simulator::same_bits<int>(a),
                                  ::larder::simulator::same_bits<int>(b), c);) LARDER_PURE_FUNCTION
    unsigned int __dp4a(uchar4 a, uchar4 b, unsigned int c)
        LARDER_BODY(return __dp4a(::larder::simulator::same_bits<unsigned int>(a),
                                  ::larder::simulator::same_bits<unsigned int>(b), c);)

// min and max, for equal types and for those pairs that CUDA gives a common one.
#define LARDER_MIN_MAX(result, a, b)                                              \
  LARDER_PURE_HOST_DEVICE_FUNCTION result min(a x, b y)                           \
      LARDER_BODY(const result u = static_cast<result>(x);                        \
                  const result v = static_cast<result>(y); return v < u ? v : u;) \
          LARDER_PURE_HOST_DEVICE_FUNCTION result max(a x, b y)                   \
              LARDER_BODY(const result u = static_cast<result>(x);                \
                          const result v = static_cast<result>(y); return u < v ? v : u;)
            LARDER_MIN_MAX(int, int, int) LARDER_MIN_MAX(unsigned int, unsigned int, unsigned int)
                LARDER_MIN_MAX(unsigned int, int, unsigned int)
                    LARDER_MIN_MAX(unsigned int, unsigned int, int) LARDER_MIN_MAX(long, long, long)
                        LARDER_MIN_MAX(unsigned long, unsigned long, unsigned long)
                            LARDER_MIN_MAX(unsigned long, long, unsigned long)
                                LARDER_MIN_MAX(unsigned long, unsigned long,
                                               long) LARDER_MIN_MAX(long long, long long, long long)
                                    LARDER_MIN_MAX(unsigned long long, unsigned long long,
                                                   unsigned long long)
                                        LARDER_MIN_MAX(unsigned long long, long long,
                                                       unsigned long long)
                                            LARDER_MIN_MAX(unsigned long long, unsigned long long,
                                                           long long)
#undef LARDER_MIN_MAX

// Of floating-point values: the other one where one is NaN.
#define LARDER_MIN_MAX(result, a, b)                                                       \
  LARDER_PURE_HOST_DEVICE_FUNCTION result min(a x, b y)                                    \
      LARDER_BODY(const result u = x; const result v = y; return v < u || u != u ? v : u;) \
          LARDER_PURE_HOST_DEVICE_FUNCTION result max(a x, b y)                            \
              LARDER_BODY(const result u = x; const result v = y; return u < v || u != u ? v : u;)
                                                LARDER_MIN_MAX(float, float, float)
                                                    LARDER_MIN_MAX(double, double, double)
                                                        LARDER_MIN_MAX(double, float, double)
                                                            LARDER_MIN_MAX(double, double, float)
#undef LARDER_MIN_MAX

                                                                LARDER_PURE_HOST_DEVICE_FUNCTION
    unsigned int umin(unsigned int x, unsigned int y)
        LARDER_BODY(return min(x, y);) LARDER_PURE_HOST_DEVICE_FUNCTION
    unsigned int umax(unsigned int x, unsigned int y)
        LARDER_BODY(return max(x, y);) LARDER_PURE_HOST_DEVICE_FUNCTION
    long long llmin(long long x, long long y)
        LARDER_BODY(return min(x, y);) LARDER_PURE_HOST_DEVICE_FUNCTION
    long long llmax(long long x, long long y)
        LARDER_BODY(return max(x, y);) LARDER_PURE_HOST_DEVICE_FUNCTION
    unsigned long long ullmin(unsigned long long x, unsigned long long y)
        LARDER_BODY(return min(x, y);) LARDER_PURE_HOST_DEVICE_FUNCTION
    unsigned long long ullmax(unsigned long long x, unsigned long long y)
        LARDER_BODY(return max(x, y);)

#endif  // LARDER_CUDA_INTEGER_H
