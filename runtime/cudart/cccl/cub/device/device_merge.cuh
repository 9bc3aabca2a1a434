// CUB's own class gets another name, and Larder's chooses between that and the CPU.
#pragma once

#define DeviceMerge GpuDeviceMerge
#include_next <cub/device/device_merge.cuh>
#undef DeviceMerge
#include "larder_cccl/device/merge.h"
