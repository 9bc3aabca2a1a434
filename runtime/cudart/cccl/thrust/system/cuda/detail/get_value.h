// Reading one element of a device's memory: Larder's way on the CPU, CCCL's own under another name.
#pragma once

// What it includes must not see the other name.
#include <thrust/detail/raw_pointer_cast.h>
#include <thrust/iterator/iterator_traits.h>
#include <thrust/system/cuda/detail/cross_system.h>
//
#define get_value gpu_get_value
#include_next <thrust/system/cuda/detail/get_value.h>
#undef get_value
#include "larder_cccl/thrust/elements.h"
