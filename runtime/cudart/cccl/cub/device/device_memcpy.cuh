// CUB's own class gets another name, and Larder's chooses between that and the CPU.
#pragma once

#define DeviceMemcpy GpuDeviceMemcpy
#include_next <cub/device/device_memcpy.cuh>
#undef DeviceMemcpy
#include "larder_cccl/device/memcpy.h"
