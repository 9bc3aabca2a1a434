// CUB's own class gets another name, and Larder's chooses between that and the CPU.
#pragma once

#define DeviceSegmentedReduce GpuDeviceSegmentedReduce
#include_next <cub/device/device_segmented_reduce.cuh>
#undef DeviceSegmentedReduce
#include "larder_cccl/device/segmented_reduce.h"
