// Reinterpreting bits, and conversions between floating point and integers in a chosen rounding.
#ifndef LARDER_CUDA_CONVERSIONS_H
#define LARDER_CUDA_CONVERSIONS_H

#include "arithmetic.h"
#include "integer.h"
#include "rounding.h"

#if !defined(LARDER_SCAN)

#include <cmath>

#endif

#define LARDER_SAME_BITS(name, to, from) \
  LARDER_PURE_FUNCTION to name(from x) LARDER_BODY(return ::larder::simulator::same_bits<to>(x);)
LARDER_SAME_BITS(__float_as_int, int, float)
LARDER_SAME_BITS(__float_as_uint, unsigned int, float)
LARDER_SAME_BITS(__int_as_float, float, int)
LARDER_SAME_BITS(__uint_as_float, float, unsigned int)
LARDER_SAME_BITS(__double_as_longlong, long long, double)
LARDER_SAME_BITS(__longlong_as_double, double, long long)
#undef LARDER_SAME_BITS

LARDER_PURE_FUNCTION int __double2hiint(double x)
    LARDER_BODY(return static_cast<int>(::larder::simulator::same_bits<long long>(x) >>
                                        32);) LARDER_PURE_FUNCTION int __double2loint(double x)
        LARDER_BODY(return static_cast<int>(::larder::simulator::same_bits<long long>(x));)
            LARDER_PURE_FUNCTION
    double __hiloint2double(int hi, int lo)
        LARDER_BODY(return ::larder::simulator::same_bits<double>(
                               static_cast<unsigned long long>(static_cast<unsigned int>(hi))
                                   << 32 |
                               static_cast<unsigned int>(lo));)

// To the nearest integer (_rn), towards zero (_rz), up (_ru), down (_rd).
#define LARDER_TO_INTEGER(name, to, from)                                                   \
  LARDER_PURE_FUNCTION to name##_rn(from x)                                                 \
      LARDER_BODY(return ::larder::simulator::saturated<to>(std::nearbyint(x));)            \
          LARDER_PURE_FUNCTION to name##_rz(from x)                                         \
              LARDER_BODY(return ::larder::simulator::saturated<to>(std::trunc(x));)        \
                  LARDER_PURE_FUNCTION to name##_ru(from x)                                 \
                      LARDER_BODY(return ::larder::simulator::saturated<to>(std::ceil(x));) \
                          LARDER_PURE_FUNCTION to name##_rd(from x) LARDER_BODY(            \
                              return ::larder::simulator::saturated<to>(std::floor(x));)
            LARDER_TO_INTEGER(__float2int, int, float) LARDER_TO_INTEGER(__float2uint, unsigned int,
                                                                         float)
                LARDER_TO_INTEGER(__float2ll, long long,
                                  float) LARDER_TO_INTEGER(__float2ull, unsigned long long, float)
                    LARDER_TO_INTEGER(__double2int, int,
                                      double) LARDER_TO_INTEGER(__double2uint, unsigned int, double)
                        LARDER_TO_INTEGER(__double2ll, long long, double)
                            LARDER_TO_INTEGER(__double2ull, unsigned long long, double)
#undef LARDER_TO_INTEGER

                                LARDER_ROUNDED_1(__int2float, float, int, static_cast<float>(x))
                                    LARDER_ROUNDED_1(__uint2float, float, unsigned int,
                                                     static_cast<float>(x))
                                        LARDER_ROUNDED_1(__ll2float, float, long long,
                                                         static_cast<float>(x))
                                            LARDER_ROUNDED_1(__ull2float, float, unsigned long long,
                                                             static_cast<float>(x))
                                                LARDER_ROUNDED_1(__ll2double, double, long long,
                                                                 static_cast<double>(x))
                                                    LARDER_ROUNDED_1(__ull2double, double,
                                                                     unsigned long long,
                                                                     static_cast<double>(x))
                                                        LARDER_ROUNDED_1(__double2float, float,
                                                                         double,
                                                                         static_cast<float>(x))
                                                            LARDER_PURE_FUNCTION
    double __int2double_rn(int x) LARDER_BODY(return x;) LARDER_PURE_FUNCTION
    double __uint2double_rn(unsigned int x) LARDER_BODY(return x;)

#endif  // LARDER_CUDA_CONVERSIONS_H
