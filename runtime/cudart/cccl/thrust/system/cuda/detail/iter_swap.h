// Swapping two elements of a device's memory: Larder's way on the CPU, CCCL's own under another
// name.
#pragma once

// What it includes must not see the other name.
#include <thrust/detail/raw_pointer_cast.h>
#include <thrust/swap.h>
#include <thrust/system/cuda/detail/execution_policy.h>

#include <cuda/std/utility>
//
#define iter_swap gpu_iter_swap
#include_next <thrust/system/cuda/detail/iter_swap.h>
#undef iter_swap
#include "larder_cccl/thrust/elements.h"
