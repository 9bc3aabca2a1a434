// CUB's own class gets another name, and Larder's chooses between that and the CPU.
#pragma once

#define DeviceRunLengthEncode GpuDeviceRunLengthEncode
#include_next <cub/device/device_run_length_encode.cuh>
#undef DeviceRunLengthEncode
#include "larder_cccl/device/run_length_encode.h"
