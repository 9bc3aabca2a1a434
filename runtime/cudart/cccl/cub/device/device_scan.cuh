// CUB's own class gets another name, and Larder's chooses between that and the CPU.
#pragma once

#define DeviceScan GpuDeviceScan
#include_next <cub/device/device_scan.cuh>
#undef DeviceScan
#include "larder_cccl/device/scan.h"
