// CUB's device-wide algorithms are not there.
#pragma once

#include <cub/config.cuh>

CUB_NAMESPACE_BEGIN
struct LARDER_CCCL_ABSENT("CUB's device-wide algorithms") DeviceRunLengthEncode;
CUB_NAMESPACE_END
