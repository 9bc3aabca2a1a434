// Copies between a device's memory and the host's: on the CPU in place, CCCL's own under other names.
#pragma once

#define cross_system_copy gpu_cross_system_copy
#define cross_system_copy_n gpu_cross_system_copy_n
#include_next <thrust/system/cuda/detail/internal/copy_cross_system.h>
#undef cross_system_copy
#undef cross_system_copy_n
#include "larder_cccl/thrust/copies.h"
