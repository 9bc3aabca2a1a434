// Reductions for devices: Larder's way on the CPU beside CCCL's own.
#pragma once

#include_next <thrust/system/cuda/detail/reduce.h>

#include "larder_cccl/thrust/sums.h"
