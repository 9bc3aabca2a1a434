// CUB's own class gets another name, and Larder's chooses between that and the CPU.
#pragma once

#define DeviceAdjacentDifference GpuDeviceAdjacentDifference
#include_next <cub/device/device_adjacent_difference.cuh>
#undef DeviceAdjacentDifference
#include "larder_cccl/device/adjacent_difference.h"
