// Writing one element of a device's memory: Larder's way on the CPU, CCCL's own under another name.
#pragma once

// What it includes must not see the other name.
#include <thrust/detail/raw_pointer_cast.h>
#include <thrust/system/cuda/detail/copy.h>
#include <thrust/system/cuda/detail/execution_policy.h>
//
#define assign_value gpu_assign_value
#include_next <thrust/system/cuda/detail/assign_value.h>
#undef assign_value
#include "larder_cccl/thrust/elements.h"
