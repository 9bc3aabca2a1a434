// How CUB and Thrust launch their own kernels: in a host compiler nothing can.
#pragma once

#if defined(LARDER_SCAN)
#include_next <thrust/system/cuda/detail/core/triple_chevron_launch.h>
#else
#include "larder_cccl/triple_chevron_host.h"
#endif
