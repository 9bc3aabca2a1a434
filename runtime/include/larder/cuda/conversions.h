// Bit reinterpretation, and conversions between floating point and integers with a chosen rounding.
#ifndef LARDER_CUDA_CONVERSIONS_H
#define LARDER_CUDA_CONVERSIONS_H

#include "arithmetic.h"
#include "integer.h"
#include "rounding.h"

#if !defined(LARDER_SCAN)

#include <cmath>

#endif

#define LARDER_SAME_BITS(name, to, from) \
  LARDER_PURE(to, name, (from x), larder::simulator::same_bits<to>(x))
LARDER_SAME_BITS(__float_as_int, int, float)
LARDER_SAME_BITS(__float_as_uint, unsigned int, float)
LARDER_SAME_BITS(__int_as_float, float, int)
LARDER_SAME_BITS(__uint_as_float, float, unsigned int)
LARDER_SAME_BITS(__double_as_longlong, long long, double)
LARDER_SAME_BITS(__longlong_as_double, double, long long)
#undef LARDER_SAME_BITS

LARDER_PURE(int, __double2hiint, (double x),
            static_cast<int>(larder::simulator::same_bits<long long>(x) >> 32))
LARDER_PURE(int, __double2loint, (double x),
            static_cast<int>(larder::simulator::same_bits<long long>(x)))
LARDER_PURE(double, __hiloint2double, (int hi, int lo),
            larder::simulator::same_bits<double>(larder::simulator::words(
                static_cast<unsigned int>(lo), static_cast<unsigned int>(hi))))

// To the nearest integer (_rn), towards zero (_rz), up (_ru), down (_rd).
#define LARDER_TO_INTEGER(name, to, from)                                                   \
  LARDER_PURE(to, name##_rn, (from x), larder::simulator::saturated<to>(std::nearbyint(x))) \
  LARDER_PURE(to, name##_rz, (from x), larder::simulator::saturated<to>(std::trunc(x)))     \
  LARDER_PURE(to, name##_ru, (from x), larder::simulator::saturated<to>(std::ceil(x)))      \
  LARDER_PURE(to, name##_rd, (from x), larder::simulator::saturated<to>(std::floor(x)))
LARDER_TO_INTEGER(__float2int, int, float)
LARDER_TO_INTEGER(__float2uint, unsigned int, float)
LARDER_TO_INTEGER(__float2ll, long long, float)
LARDER_TO_INTEGER(__float2ull, unsigned long long, float)
LARDER_TO_INTEGER(__double2int, int, double)
LARDER_TO_INTEGER(__double2uint, unsigned int, double)
LARDER_TO_INTEGER(__double2ll, long long, double)
LARDER_TO_INTEGER(__double2ull, unsigned long long, double)
#undef LARDER_TO_INTEGER

LARDER_ROUNDED_1(__int2float, float, int, static_cast<float>(x))
LARDER_ROUNDED_1(__uint2float, float, unsigned int, static_cast<float>(x))
LARDER_ROUNDED_1(__ll2float, float, long long, static_cast<float>(x))
LARDER_ROUNDED_1(__ull2float, float, unsigned long long, static_cast<float>(x))
LARDER_ROUNDED_1(__ll2double, double, long long, static_cast<double>(x))
LARDER_ROUNDED_1(__ull2double, double, unsigned long long, static_cast<double>(x))
LARDER_ROUNDED_1(__double2float, float, double, static_cast<float>(x))
LARDER_PURE(double, __int2double_rn, (int x), x)
LARDER_PURE(double, __uint2double_rn, (unsigned int x), x)

#endif  // LARDER_CUDA_CONVERSIONS_H
