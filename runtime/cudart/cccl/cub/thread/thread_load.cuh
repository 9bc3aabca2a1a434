// Loads with a cache hint: in inline PTX in the scan, plain ones on the host.
#pragma once

#if defined(LARDER_SCAN)
#include_next <cub/thread/thread_load.cuh>
#else
#define ThreadLoad PtxThreadLoad
#include_next <cub/thread/thread_load.cuh>
#undef ThreadLoad
#include "larder_cccl/thread_load_host.h"
#endif
