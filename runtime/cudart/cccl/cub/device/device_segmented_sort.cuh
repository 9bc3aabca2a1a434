// CUB's own class gets another name, and Larder's chooses between that and the CPU.
#pragma once

#define DeviceSegmentedSort GpuDeviceSegmentedSort
#include_next <cub/device/device_segmented_sort.cuh>
#undef DeviceSegmentedSort
#include "larder_cccl/device/segmented_sort.h"
