// CUB's own class gets another name, and Larder's chooses between that and the CPU.
#pragma once

#define DeviceHistogram GpuDeviceHistogram
#include_next <cub/device/device_histogram.cuh>
#undef DeviceHistogram
#include "larder_cccl/device/histogram.h"
