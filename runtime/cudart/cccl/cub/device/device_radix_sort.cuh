// CUB's own class gets another name, and Larder's chooses between that and the CPU.
#pragma once

#define DeviceRadixSort GpuDeviceRadixSort
#include_next <cub/device/device_radix_sort.cuh>
#undef DeviceRadixSort
#include "larder_cccl/device/radix_sort.h"
