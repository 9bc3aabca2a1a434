// Numbers of the bfloat16 format, the upper half of a float, and pairs of them, under CUDA's names.
// They are as exact as those of cuda_fp16.h.
// CUDA's own guard: with a toolkit's header of this name, the first one counts.
#ifndef __CUDA_BF16_H__
#define __CUDA_BF16_H__

#include "larder/detail/macros_aside.h"

#include "cuda_fp16.h"
#include "larder_cudart/half/rows.h"

#define LARDER_HALF __nv_bfloat16
#define LARDER_HALF2 __nv_bfloat162
#define LARDER_HALF_RAW __nv_bfloat16_raw
#define LARDER_HALF2_RAW __nv_bfloat162_raw
#define LARDER_HALF_NAME bfloat16
#define LARDER_HALF_OTHER __half
// CUDA's macros by which a program requests the types without conversions and operators.
#if defined(__CUDA_NO_BFLOAT16_CONVERSIONS__)
#define LARDER_HALF_CONVERTS 0
#else
#define LARDER_HALF_CONVERTS 1
#endif
#if defined(__CUDA_NO_BFLOAT16_OPERATORS__)
#define LARDER_HALF_OPERATORS 0
#else
#define LARDER_HALF_OPERATORS 1
#endif
#if defined(__CUDA_NO_BFLOAT162_OPERATORS__)
#define LARDER_HALF2_OPERATORS 0
#else
#define LARDER_HALF2_OPERATORS 1
#endif
#include "larder_cudart/half/all.def"

// Conversions between the two formats, to the nearest.
LARDER_HALF_OPERATOR(
    __half::__half(const __nv_bfloat16& other), : __half(larder::simulator::halves::rounded<__half>(
                                                    larder::simulator::halves::value(other))){})
LARDER_HALF_OPERATOR(
    __nv_bfloat16::__nv_bfloat16(const __half& other), : __nv_bfloat16(
                                                           larder::simulator::halves::rounded<
                                                               __nv_bfloat16>(
                                                               larder::simulator::halves::value(
                                                                   other))){})

typedef __nv_bfloat16 nv_bfloat16;
typedef __nv_bfloat162 nv_bfloat162;

// Infinity, NaN, the smallest and the largest numbers, zeros and one.
#define CUDART_INF_BF16 __ushort_as_bfloat16(0x7f80u)
#define CUDART_NAN_BF16 __ushort_as_bfloat16(0x7fffu)
#define CUDART_MIN_DENORM_BF16 __ushort_as_bfloat16(0x0001u)
#define CUDART_MAX_NORMAL_BF16 __ushort_as_bfloat16(0x7f7fu)
#define CUDART_NEG_ZERO_BF16 __ushort_as_bfloat16(0x8000u)
#define CUDART_ZERO_BF16 __ushort_as_bfloat16(0x0000u)
#define CUDART_ONE_BF16 __ushort_as_bfloat16(0x3f80u)

#include "larder/detail/macros_back.h"

#endif  // __CUDA_BF16_H__
