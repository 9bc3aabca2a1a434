// Integer intrinsics: bits, bytes, high products, sums of differences, and min and max.
#ifndef LARDER_CUDA_INTEGER_H
#define LARDER_CUDA_INTEGER_H

#include "types.h"

#if !defined(LARDER_SCAN)
#include "integer_host.h"
#endif

LARDER_PURE(int, __popc, (unsigned int x), __builtin_popcount(x))
LARDER_PURE(int, __popcll, (unsigned long long x), __builtin_popcountll(x))
LARDER_PURE(int, __clz, (int x), larder::simulator::leading_zeros(static_cast<unsigned int>(x)))
LARDER_PURE(int, __clzll, (long long x),
            larder::simulator::leading_zeros(static_cast<unsigned long long>(x)))
LARDER_PURE(int, __ffs, (int x), __builtin_ffs(x))
LARDER_PURE(int, __ffsll, (long long x), __builtin_ffsll(x))
LARDER_PURE(unsigned int, __brev, (unsigned int x), larder::simulator::reverse_bits(x))
LARDER_PURE(unsigned long long, __brevll, (unsigned long long x),
            larder::simulator::reverse_bits(static_cast<std::uint64_t>(x)))
LARDER_PURE(unsigned int, __fns, (unsigned int mask, unsigned int base, int n),
            larder::simulator::nth_set_bit(mask, base, n))
LARDER_PURE(unsigned int, __byte_perm, (unsigned int x, unsigned int y, unsigned int s),
            larder::simulator::selected_bytes(x, y, s & 0x7777u))

// The upper (l) or lower (r) word of hi:lo shifted by shift modulo 32, or clamped to 32 (c).
LARDER_PURE(unsigned int, __funnelshift_l, (unsigned int lo, unsigned int hi, unsigned int shift),
            larder::simulator::high_word(larder::simulator::words(lo, hi) << (shift & 31)))
LARDER_PURE(unsigned int, __funnelshift_lc, (unsigned int lo, unsigned int hi, unsigned int shift),
            larder::simulator::high_word(larder::simulator::words(lo, hi)
                                         << larder::simulator::at_most_32(shift)))
LARDER_PURE(unsigned int, __funnelshift_r, (unsigned int lo, unsigned int hi, unsigned int shift),
            static_cast<unsigned int>(larder::simulator::words(lo, hi) >> (shift & 31)))
LARDER_PURE(unsigned int, __funnelshift_rc, (unsigned int lo, unsigned int hi, unsigned int shift),
            static_cast<unsigned int>(larder::simulator::words(lo, hi) >>
                                      larder::simulator::at_most_32(shift)))

// Products of the low 24 bits, and the upper halves of full products.
LARDER_PURE(int, __mul24, (int x, int y),
            static_cast<int>(1ll * larder::simulator::signed_24(x) *
                             larder::simulator::signed_24(y)))
LARDER_PURE(unsigned int, __umul24, (unsigned int x, unsigned int y),
            (x & 0xffffffu) * (y & 0xffffffu))
LARDER_PURE(int, __mulhi, (int x, int y), static_cast<int>((1ll * x * y) >> 32))
LARDER_PURE(unsigned int, __umulhi, (unsigned int x, unsigned int y),
            larder::simulator::high_word(1ull * x * y))
LARDER_PURE(long long, __mul64hi, (long long x, long long y),
            static_cast<long long>((larder::simulator::Int128{x} * y) >> 64))
LARDER_PURE(unsigned long long, __umul64hi, (unsigned long long x, unsigned long long y),
            static_cast<unsigned long long>((larder::simulator::Uint128{x} * y) >> 64))

// |x - y| + z, and averages that cannot overflow (rounded down, and up for the r forms).
LARDER_PURE(unsigned int, __sad, (int x, int y, unsigned int z),
            larder::simulator::distance(x, y) + z)
LARDER_PURE(unsigned int, __usad, (unsigned int x, unsigned int y, unsigned int z),
            (x > y ? x - y : y - x) + z)
LARDER_PURE(int, __hadd, (int x, int y), static_cast<int>((0ll + x + y) >> 1))
LARDER_PURE(int, __rhadd, (int x, int y), static_cast<int>((1ll + x + y) >> 1))
LARDER_PURE(unsigned int, __uhadd, (unsigned int x, unsigned int y),
            static_cast<unsigned int>((0ull + x + y) >> 1))
LARDER_PURE(unsigned int, __urhadd, (unsigned int x, unsigned int y),
            static_cast<unsigned int>((1ull + x + y) >> 1))

// Dot products of four bytes, added to c.
LARDER_PURE(int, __dp4a, (int a, int b, int c),
            larder::simulator::dot_bytes<signed char, signed char>(
                larder::simulator::same_bits<unsigned int>(a),
                larder::simulator::same_bits<unsigned int>(b), c))
LARDER_PURE(unsigned int, __dp4a, (unsigned int a, unsigned int b, unsigned int c),
            larder::simulator::dot_bytes<unsigned char, unsigned char>(a, b, c))
LARDER_PURE(int, __dp4a, (char4 a, char4 b, int c),
            __dp4a(larder::simulator::same_bits<int>(a), larder::simulator::same_bits<int>(b), c))
LARDER_PURE(unsigned int, __dp4a, (uchar4 a, uchar4 b, unsigned int c),
            __dp4a(larder::simulator::same_bits<unsigned int>(a),
                   larder::simulator::same_bits<unsigned int>(b), c))

// min and max, for equal types and for those pairs that CUDA gives a common one.
#define LARDER_MIN_MAX(result, a, b, smaller, larger)                                     \
  LARDER_HOST_DEVICE(                                                                     \
      result, min, (a x, b y),                                                            \
      larder::simulator::smaller<result>(static_cast<result>(x), static_cast<result>(y))) \
  LARDER_HOST_DEVICE(                                                                     \
      result, max, (a x, b y),                                                            \
      larder::simulator::larger<result>(static_cast<result>(x), static_cast<result>(y)))
LARDER_MIN_MAX(int, int, int, smaller, larger)
LARDER_MIN_MAX(unsigned int, unsigned int, unsigned int, smaller, larger)
LARDER_MIN_MAX(unsigned int, int, unsigned int, smaller, larger)
LARDER_MIN_MAX(unsigned int, unsigned int, int, smaller, larger)
LARDER_MIN_MAX(long, long, long, smaller, larger)
LARDER_MIN_MAX(unsigned long, unsigned long, unsigned long, smaller, larger)
LARDER_MIN_MAX(unsigned long, long, unsigned long, smaller, larger)
LARDER_MIN_MAX(unsigned long, unsigned long, long, smaller, larger)
LARDER_MIN_MAX(long long, long long, long long, smaller, larger)
LARDER_MIN_MAX(unsigned long long, unsigned long long, unsigned long long, smaller, larger)
LARDER_MIN_MAX(unsigned long long, long long, unsigned long long, smaller, larger)
LARDER_MIN_MAX(unsigned long long, unsigned long long, long long, smaller, larger)
LARDER_MIN_MAX(float, float, float, smaller_number, larger_number)
LARDER_MIN_MAX(double, double, double, smaller_number, larger_number)
LARDER_MIN_MAX(double, float, double, smaller_number, larger_number)
LARDER_MIN_MAX(double, double, float, smaller_number, larger_number)
#undef LARDER_MIN_MAX

LARDER_HOST_DEVICE(unsigned int, umin, (unsigned int x, unsigned int y), min(x, y))
LARDER_HOST_DEVICE(unsigned int, umax, (unsigned int x, unsigned int y), max(x, y))
LARDER_HOST_DEVICE(long long, llmin, (long long x, long long y), min(x, y))
LARDER_HOST_DEVICE(long long, llmax, (long long x, long long y), max(x, y))
LARDER_HOST_DEVICE(unsigned long long, ullmin, (unsigned long long x, unsigned long long y),
                   min(x, y))
LARDER_HOST_DEVICE(unsigned long long, ullmax, (unsigned long long x, unsigned long long y),
                   max(x, y))

#endif  // LARDER_CUDA_INTEGER_H
