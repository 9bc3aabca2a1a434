// Swapping two elements of a device's memory: Larder's way on the CPU, CCCL's own under another name.
#pragma once

#define iter_swap gpu_iter_swap
#include_next <thrust/system/cuda/detail/iter_swap.h>
#undef iter_swap
#include "larder_cccl/thrust/elements.h"
