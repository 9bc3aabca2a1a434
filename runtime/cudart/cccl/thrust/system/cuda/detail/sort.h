// Sorts for devices: Larder's way on the CPU beside CCCL's own.
#pragma once

#include_next <thrust/system/cuda/detail/sort.h>

#include "larder_cccl/thrust/sorts.h"
