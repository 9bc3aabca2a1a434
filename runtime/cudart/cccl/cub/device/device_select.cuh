// CUB's own class gets another name, and Larder's chooses between that and the CPU.
#pragma once

#define DeviceSelect GpuDeviceSelect
#include_next <cub/device/device_select.cuh>
#undef DeviceSelect
#include "larder_cccl/device/select.h"
