// CUB's own class gets another name, and Larder's chooses between that and the CPU.
#pragma once

#define DeviceCopy GpuDeviceCopy
#include_next <cub/device/device_copy.cuh>
#undef DeviceCopy
#include "larder_cccl/device/copy.h"
