// Numbers of 8 bits with a floating point (E4M3 and E5M2), under CUDA's names. Conversions equal
// the GPU's bit for bit. Not there: E8M0. CUDA's own guard: with a toolkit's header of this name,
// the first one counts.
#ifndef __CUDA_FP8_H__
#define __CUDA_FP8_H__

#include "larder/detail/macros_aside.h"

#include "cuda_bf16.h"
#include "cuda_fp16.h"
#include "larder_cudart/fp8/functions.h"

// The types: a number, two and four of them.
#define LARDER_FP8 __nv_fp8_e4m3
#define LARDER_FP8_2 __nv_fp8x2_e4m3
#define LARDER_FP8_4 __nv_fp8x4_e4m3
#define LARDER_FP8_KIND __NV_E4M3
#include "larder_cudart/fp8/type.def"

#define LARDER_FP8 __nv_fp8_e5m2
#define LARDER_FP8_2 __nv_fp8x2_e5m2
#define LARDER_FP8_4 __nv_fp8x4_e5m2
#define LARDER_FP8_KIND __NV_E5M2
#include "larder_cudart/fp8/type.def"

#include "larder/detail/macros_back.h"

#endif  // __CUDA_FP8_H__
