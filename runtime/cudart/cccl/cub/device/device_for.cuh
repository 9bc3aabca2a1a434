// CUB's own class gets another name, and Larder's chooses between that and the CPU.
#pragma once

#define DeviceFor GpuDeviceFor
#include_next <cub/device/device_for.cuh>
#undef DeviceFor
#include "larder_cccl/device/for.h"
