// CUB's own class gets another name, and Larder's chooses between that and the CPU.
#pragma once

#define DeviceSegmentedRadixSort GpuDeviceSegmentedRadixSort
#include_next <cub/device/device_segmented_radix_sort.cuh>
#undef DeviceSegmentedRadixSort
#include "larder_cccl/device/segmented_radix_sort.h"
