// SIMD intrinsics: a word as two halves or four bytes, with and without signs; and CUDA's later
// combinations of sum, minimum and maximum, of words and of halves.
#ifndef LARDER_CUDA_SIMD_H
#define LARDER_CUDA_SIMD_H

#include "integer.h"

#if !defined(LARDER_SCAN)
#include "integer_host.h"
#include "simd_host.h"
#endif

#define LARDER_PARTS_1(name, Part, operation)       \
  LARDER_PURE(unsigned int, name, (unsigned int x), \
              larder::simulator::simd::each<Part>(larder::simulator::simd::operation, x))
#define LARDER_PARTS_2(name, Part, operation)                       \
  LARDER_PURE(unsigned int, name, (unsigned int x, unsigned int y), \
              larder::simulator::simd::each<Part>(larder::simulator::simd::operation, x, y))
#define LARDER_DISTANCES(name, Part)                                \
  LARDER_PURE(unsigned int, name, (unsigned int x, unsigned int y), \
              larder::simulator::simd::sum_of_distances<Part>(x, y))
// All bits, or the lowest one, of the parts for which it holds.
#define LARDER_COMPARED(relation, Part, holds)                                 \
  LARDER_PARTS_2(__vcmp##relation, Part, mask<larder::simulator::simd::holds>) \
  LARDER_PARTS_2(__vset##relation, Part, holds)

#define LARDER_SIMD(parts, Signed, Unsigned)                                \
  LARDER_PARTS_1(__vabs##parts, Signed, absolute)                           \
  LARDER_PARTS_1(__vabsss##parts, Signed, absolute_saturated<Signed>)       \
  LARDER_PARTS_1(__vneg##parts, Signed, negative)                           \
  LARDER_PARTS_1(__vnegss##parts, Signed, negative_saturated<Signed>)       \
  LARDER_PARTS_2(__vadd##parts, Signed, sum)                                \
  LARDER_PARTS_2(__vaddss##parts, Signed, sum_saturated<Signed>)            \
  LARDER_PARTS_2(__vaddus##parts, Unsigned, sum_saturated<Unsigned>)        \
  LARDER_PARTS_2(__vsub##parts, Signed, difference)                         \
  LARDER_PARTS_2(__vsubss##parts, Signed, difference_saturated<Signed>)     \
  LARDER_PARTS_2(__vsubus##parts, Unsigned, difference_saturated<Unsigned>) \
  LARDER_PARTS_2(__vavgs##parts, Signed, average)                           \
  LARDER_PARTS_2(__vavgu##parts, Unsigned, average)                         \
  LARDER_PARTS_2(__vhaddu##parts, Unsigned, average_down)                   \
  LARDER_PARTS_2(__vabsdiffs##parts, Signed, apart)                         \
  LARDER_PARTS_2(__vabsdiffu##parts, Unsigned, apart)                       \
  LARDER_DISTANCES(__vsads##parts, Signed)                                  \
  LARDER_DISTANCES(__vsadu##parts, Unsigned)                                \
  LARDER_PARTS_2(__vmins##parts, Signed, smallest)                          \
  LARDER_PARTS_2(__vmaxs##parts, Signed, largest)                           \
  LARDER_PARTS_2(__vminu##parts, Unsigned, smallest)                        \
  LARDER_PARTS_2(__vmaxu##parts, Unsigned, largest)                         \
  LARDER_COMPARED(eq##parts, Unsigned, equal)                               \
  LARDER_COMPARED(ne##parts, Unsigned, unequal)                             \
  LARDER_COMPARED(lts##parts, Signed, less)                                 \
  LARDER_COMPARED(ltu##parts, Unsigned, less)                               \
  LARDER_COMPARED(les##parts, Signed, at_most)                              \
  LARDER_COMPARED(leu##parts, Unsigned, at_most)                            \
  LARDER_COMPARED(gts##parts, Signed, greater)                              \
  LARDER_COMPARED(gtu##parts, Unsigned, greater)                            \
  LARDER_COMPARED(ges##parts, Signed, at_least)                             \
  LARDER_COMPARED(geu##parts, Unsigned, at_least)
LARDER_SIMD(2, short, unsigned short)
LARDER_SIMD(4, signed char, unsigned char)
#undef LARDER_SIMD
#undef LARDER_COMPARED
#undef LARDER_DISTANCES
#undef LARDER_PARTS_2
#undef LARDER_PARTS_1

// Two halves times two bytes, the lower or the upper ones, added to c.
#define LARDER_DOT_HALVES(name, first)                                                             \
  LARDER_PURE(int, name, (int a, int b, int c),                                                    \
              larder::simulator::simd::dot_halves<short, signed char>(                             \
                  static_cast<unsigned int>(a), static_cast<unsigned int>(b), first, c))           \
  LARDER_PURE(unsigned int, name, (unsigned int a, unsigned int b, unsigned int c),                \
              larder::simulator::simd::dot_halves<unsigned short, unsigned char>(a, b, first, c))  \
  LARDER_PURE(int, name, (short2 a, char4 b, int c),                                               \
              name(larder::simulator::same_bits<int>(a), larder::simulator::same_bits<int>(b), c)) \
  LARDER_PURE(unsigned int, name, (ushort2 a, uchar4 b, unsigned int c),                           \
              name(larder::simulator::same_bits<unsigned int>(a),                                  \
                   larder::simulator::same_bits<unsigned int>(b), c))
LARDER_DOT_HALVES(__dp2a_lo, 0)
LARDER_DOT_HALVES(__dp2a_hi, 2)
#undef LARDER_DOT_HALVES

// The largest and smallest of three numbers, or of a sum and a number; of two, and whether it is
// the first of them; _relu: or 0 if that is less than 0. Of words:
#define LARDER_WORDS(suffix, T)                                                \
  LARDER_HOST_DEVICE(T, __vimax3_##suffix, (T a, T b, T c), max(max(a, b), c)) \
  LARDER_HOST_DEVICE(T, __vimin3_##suffix, (T a, T b, T c), min(min(a, b), c)) \
  LARDER_HOST_DEVICE(T, __viaddmax_##suffix, (T a, T b, T c),                  \
                     max(larder::simulator::simd::wrapped_sum(a, b), c))       \
  LARDER_HOST_DEVICE(T, __viaddmin_##suffix, (T a, T b, T c),                  \
                     min(larder::simulator::simd::wrapped_sum(a, b), c))       \
  LARDER_HOST_DEVICE(T, __vibmax_##suffix, (T a, T b, bool* first),            \
                     larder::simulator::simd::larger_and_which(a, b, first))   \
  LARDER_HOST_DEVICE(T, __vibmin_##suffix, (T a, T b, bool* first),            \
                     larder::simulator::simd::smaller_and_which(a, b, first))
LARDER_WORDS(s32, int)
LARDER_WORDS(u32, unsigned int)
#undef LARDER_WORDS
LARDER_HOST_DEVICE(int, __vimax_s32_relu, (int a, int b), max(max(a, b), 0))
LARDER_HOST_DEVICE(int, __vimin_s32_relu, (int a, int b), max(min(a, b), 0))
LARDER_HOST_DEVICE(int, __vimax3_s32_relu, (int a, int b, int c), max(__vimax3_s32(a, b, c), 0))
LARDER_HOST_DEVICE(int, __vimin3_s32_relu, (int a, int b, int c), max(__vimin3_s32(a, b, c), 0))
LARDER_HOST_DEVICE(int, __viaddmax_s32_relu, (int a, int b, int c), max(__viaddmax_s32(a, b, c), 0))
LARDER_HOST_DEVICE(int, __viaddmin_s32_relu, (int a, int b, int c), max(__viaddmin_s32(a, b, c), 0))

// Of halves:
#define LARDER_HALVES_3(name, Half, operation)                              \
  LARDER_HOST_DEVICE(                                                       \
      unsigned int, name, (unsigned int a, unsigned int b, unsigned int c), \
      larder::simulator::simd::each<Half>(larder::simulator::simd::operation, a, b, c))
#define LARDER_HALVES_AND_WHICH(name, which)                                                      \
  LARDER_HOST_DEVICE(unsigned int, name, (unsigned int a, unsigned int b, bool* high, bool* low), \
                     larder::simulator::simd::which(a, b, high, low))
#define LARDER_HALVES(suffix, Half)                                         \
  LARDER_HALVES_3(__vimax3_##suffix, Half, largest_of_3)                    \
  LARDER_HALVES_3(__vimin3_##suffix, Half, smallest_of_3)                   \
  LARDER_HALVES_3(__viaddmax_##suffix, Half, largest_of_sum<Half>)          \
  LARDER_HALVES_3(__viaddmin_##suffix, Half, smallest_of_sum<Half>)         \
  LARDER_HALVES_AND_WHICH(__vibmax_##suffix, larger_halves_and_which<Half>) \
  LARDER_HALVES_AND_WHICH(__vibmin_##suffix, smaller_halves_and_which<Half>)
LARDER_HALVES(s16x2, short)
LARDER_HALVES(u16x2, unsigned short)
#undef LARDER_HALVES
#undef LARDER_HALVES_AND_WHICH
#undef LARDER_HALVES_3

#define LARDER_POSITIVE_HALVES(name, parameters, ...) \
  LARDER_HOST_DEVICE(                                 \
      unsigned int, name, parameters,                 \
      larder::simulator::simd::each<short>(larder::simulator::simd::positive, __VA_ARGS__))
LARDER_POSITIVE_HALVES(__vimax_s16x2_relu, (unsigned int a, unsigned int b), __vmaxs2(a, b))
LARDER_POSITIVE_HALVES(__vimin_s16x2_relu, (unsigned int a, unsigned int b), __vmins2(a, b))
LARDER_POSITIVE_HALVES(__vimax3_s16x2_relu, (unsigned int a, unsigned int b, unsigned int c),
                       __vimax3_s16x2(a, b, c))
LARDER_POSITIVE_HALVES(__vimin3_s16x2_relu, (unsigned int a, unsigned int b, unsigned int c),
                       __vimin3_s16x2(a, b, c))
LARDER_POSITIVE_HALVES(__viaddmax_s16x2_relu, (unsigned int a, unsigned int b, unsigned int c),
                       __viaddmax_s16x2(a, b, c))
LARDER_POSITIVE_HALVES(__viaddmin_s16x2_relu, (unsigned int a, unsigned int b, unsigned int c),
                       __viaddmin_s16x2(a, b, c))
#undef LARDER_POSITIVE_HALVES

#endif  // LARDER_CUDA_SIMD_H
