// Numbers of IEEE's binary16 format and pairs of them, under CUDA's names. Sums, products, fused
// operations and conversions equal the GPU's bit for bit; quotients and mathematical functions are
// rounded to the nearest, as in CUDA's documentation.
// CUDA's own guard: with a toolkit's header of this name, the first one counts.
#ifndef __CUDA_FP16_H__
#define __CUDA_FP16_H__

#include "larder/detail/macros_aside.h"

#include "larder_cudart/half/rows.h"

struct __nv_bfloat16;

#define LARDER_HALF __half
#define LARDER_HALF2 __half2
#define LARDER_HALF_RAW __half_raw
#define LARDER_HALF2_RAW __half2_raw
#define LARDER_HALF_NAME half
#define LARDER_HALF_OTHER __nv_bfloat16
// CUDA's macros by which a program requests the types without conversions and operators.
#if defined(__CUDA_NO_HALF_CONVERSIONS__)
#define LARDER_HALF_CONVERTS 0
#else
#define LARDER_HALF_CONVERTS 1
#endif
#if defined(__CUDA_NO_HALF_OPERATORS__)
#define LARDER_HALF_OPERATORS 0
#else
#define LARDER_HALF_OPERATORS 1
#endif
#if defined(__CUDA_NO_HALF2_OPERATORS__)
#define LARDER_HALF2_OPERATORS 0
#else
#define LARDER_HALF2_OPERATORS 1
#endif
#include "larder_cudart/half/all.def"

typedef __half half;
typedef __half2 half2;
typedef __half nv_half;
typedef __half2 nv_half2;
typedef __half __nv_half;
typedef __half2 __nv_half2;
typedef __half_raw __nv_half_raw;
typedef __half2_raw __nv_half2_raw;

// Infinity, NaN, the smallest and the largest numbers, zeros and one.
#define CUDART_INF_FP16 __ushort_as_half(0x7c00u)
#define CUDART_NAN_FP16 __ushort_as_half(0x7fffu)
#define CUDART_MIN_DENORM_FP16 __ushort_as_half(0x0001u)
#define CUDART_MAX_NORMAL_FP16 __ushort_as_half(0x7bffu)
#define CUDART_NEG_ZERO_FP16 __ushort_as_half(0x8000u)
#define CUDART_ZERO_FP16 __ushort_as_half(0x0000u)
#define CUDART_ONE_FP16 __ushort_as_half(0x3c00u)

#include "larder/detail/macros_back.h"

#endif  // __CUDA_FP16_H__
