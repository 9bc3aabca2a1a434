// CUB's own class gets another name, and Larder's chooses between that and the CPU.
#pragma once

#define DeviceMergeSort GpuDeviceMergeSort
#include_next <cub/device/device_merge_sort.cuh>
#undef DeviceMergeSort
#include "larder_cccl/device/merge_sort.h"
