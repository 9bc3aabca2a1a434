// The device system's policies, by which Thrust finds its algorithms for devices: Larder's, which
// choose between a GPU and the CPU, come before CCCL's.
#pragma once

#include_next <thrust/system/cuda/detail/execution_policy.h>

#include "larder_cccl/thrust/algorithms.h"
