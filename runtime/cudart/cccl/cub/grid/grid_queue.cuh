// A queue that host and kernels fill: in a CPU variant its functions could not tell the two apart.
#pragma once

#include <cub/config.cuh>

CUB_NAMESPACE_BEGIN
template <typename OffsetT>
class LARDER_CCCL_ABSENT("cub::GridQueue") GridQueue;
CUB_NAMESPACE_END
