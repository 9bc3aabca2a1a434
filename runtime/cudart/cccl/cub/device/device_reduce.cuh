// CUB's own class gets another name, and Larder's chooses between that and the CPU.
#pragma once

#define DeviceReduce GpuDeviceReduce
#include_next <cub/device/device_reduce.cuh>
#undef DeviceReduce
#include "larder_cccl/device/reduce.h"
