// CUB's own class gets another name, and Larder's chooses between that and the CPU.
#pragma once

#define DeviceTransform GpuDeviceTransform
#include_next <cub/device/device_transform.cuh>
#undef DeviceTransform
#include "larder_cccl/device/transform.h"
