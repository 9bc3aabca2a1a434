// Copies between a device's memory and the host's: on the CPU in place, CCCL's own under other
// names.
#pragma once

// What it includes must not see the other name.
#include <thrust/advance.h>
#include <thrust/detail/raw_pointer_cast.h>
#include <thrust/detail/temporary_array.h>
#include <thrust/distance.h>
#include <thrust/system/cuda/detail/uninitialized_copy.h>
#include <thrust/system/cuda/detail/util.h>
#include <thrust/type_traits/is_trivially_relocatable.h>
//
#define cross_system_copy gpu_cross_system_copy
#define cross_system_copy_n gpu_cross_system_copy_n
#include_next <thrust/system/cuda/detail/internal/copy_cross_system.h>
#undef cross_system_copy
#undef cross_system_copy_n
#include "larder_cccl/thrust/copies.h"
