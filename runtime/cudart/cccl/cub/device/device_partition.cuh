// CUB's own class gets another name, and Larder's chooses between that and the CPU.
#pragma once

#define DevicePartition GpuDevicePartition
#include_next <cub/device/device_partition.cuh>
#undef DevicePartition
#include "larder_cccl/device/partition.h"
