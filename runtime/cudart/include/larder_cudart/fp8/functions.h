// Conversions to and from 8-bit numbers, as bits, and the types of their arguments.
#ifndef LARDER_CUDART_FP8_FUNCTIONS_H
#define LARDER_CUDART_FP8_FUNCTIONS_H

#include "../half/rows.h"

typedef unsigned char __nv_fp8_storage_t;
typedef unsigned short __nv_fp8x2_storage_t;
typedef unsigned int __nv_fp8x4_storage_t;

/// What becomes of a number that is out of range: NaN or infinity, or the largest number.
typedef enum __nv_saturation_t { __NV_NOSAT, __NV_SATFINITE } __nv_saturation_t;
/// Exponent bits and fraction bits. E4M3 has no infinity.
typedef enum __nv_fp8_interpretation_t { __NV_E4M3, __NV_E5M2 } __nv_fp8_interpretation_t;

#if !defined(LARDER_SCAN)
#include "format_host.h"
#endif

// A number, and a pair.
#define LARDER_FP8_FROM(type, narrow)                                                           \
  LARDER_HOST_DEVICE(__nv_fp8_storage_t, __nv_cvt_##type##_to_fp8,                              \
                     (type x, __nv_saturation_t saturate, __nv_fp8_interpretation_t kind),      \
                     larder::simulator::fp8::narrow(x, saturate == __NV_SATFINITE, kind))       \
  LARDER_HOST_DEVICE(__nv_fp8x2_storage_t, __nv_cvt_##type##2_to_fp8x2,                         \
                     (type##2 x, __nv_saturation_t saturate, __nv_fp8_interpretation_t kind),   \
                     larder::simulator::fp8::paired(                                            \
                         larder::simulator::fp8::narrow(x.x, saturate == __NV_SATFINITE, kind), \
                         larder::simulator::fp8::narrow(x.y, saturate == __NV_SATFINITE, kind)))
LARDER_FP8_FROM(float, narrowed)
LARDER_FP8_FROM(double, narrowed_double)
#undef LARDER_FP8_FROM
LARDER_HOST_DEVICE(__nv_fp8_storage_t, __nv_cvt_halfraw_to_fp8,
                   (__half_raw x, __nv_saturation_t saturate, __nv_fp8_interpretation_t kind),
                   larder::simulator::fp8::narrowed(larder::simulator::halves::widened<10>(x.x),
                                                    saturate == __NV_SATFINITE, kind))
LARDER_HOST_DEVICE(__nv_fp8_storage_t, __nv_cvt_bfloat16raw_to_fp8,
                   (__nv_bfloat16_raw x, __nv_saturation_t saturate,
                    __nv_fp8_interpretation_t kind),
                   larder::simulator::fp8::narrowed(larder::simulator::halves::widened<7>(x.x),
                                                    saturate == __NV_SATFINITE, kind))
LARDER_HOST_DEVICE(
    __nv_fp8x2_storage_t, __nv_cvt_halfraw2_to_fp8x2,
    (__half2_raw x, __nv_saturation_t saturate, __nv_fp8_interpretation_t kind),
    larder::simulator::fp8::paired(__nv_cvt_halfraw_to_fp8(__half_raw{x.x}, saturate, kind),
                                   __nv_cvt_halfraw_to_fp8(__half_raw{x.y}, saturate, kind)))
LARDER_HOST_DEVICE(__nv_fp8x2_storage_t, __nv_cvt_bfloat16raw2_to_fp8x2,
                   (__nv_bfloat162_raw x, __nv_saturation_t saturate,
                    __nv_fp8_interpretation_t kind),
                   larder::simulator::fp8::paired(
                       __nv_cvt_bfloat16raw_to_fp8(__nv_bfloat16_raw{x.x}, saturate, kind),
                       __nv_cvt_bfloat16raw_to_fp8(__nv_bfloat16_raw{x.y}, saturate, kind)))

/// Exactly.
LARDER_HOST_DEVICE(
    __half_raw, __nv_cvt_fp8_to_halfraw, (__nv_fp8_storage_t x, __nv_fp8_interpretation_t kind),
    {larder::simulator::halves::narrowed<10>(larder::simulator::fp8::widened(x, kind))})
LARDER_HOST_DEVICE(__half2_raw, __nv_cvt_fp8x2_to_halfraw2,
                   (__nv_fp8x2_storage_t x, __nv_fp8_interpretation_t kind),
                   {__nv_cvt_fp8_to_halfraw(static_cast<__nv_fp8_storage_t>(x), kind).x,
                    __nv_cvt_fp8_to_halfraw(static_cast<__nv_fp8_storage_t>(x >> 8), kind).x})

#endif  // LARDER_CUDART_FP8_FUNCTIONS_H
