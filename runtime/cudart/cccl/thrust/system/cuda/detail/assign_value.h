// Writing one element of a device's memory: Larder's way on the CPU, CCCL's own under another name.
#pragma once

#define assign_value gpu_assign_value
#include_next <thrust/system/cuda/detail/assign_value.h>
#undef assign_value
#include "larder_cccl/thrust/elements.h"
