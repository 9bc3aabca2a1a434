// Products of matrices by a warp (wmma), under CUDA's names. Which lane has which element of a
// fragment is Larder's own choice, as it differs between GPUs: code may change a fragment's
// elements all alike, or combine fragments of one type, and no more. CUDA's own guard: with a
// toolkit's header of this name, the first one counts.
#ifndef __CUDA_MMA_H__
#define __CUDA_MMA_H__

#include "larder/detail/macros_aside.h"

#include "cuda_bf16.h"
#include "cuda_fp16.h"
#include "larder_cudart/matrices/functions.h"

#include "larder/detail/macros_back.h"

#endif  // __CUDA_MMA_H__
