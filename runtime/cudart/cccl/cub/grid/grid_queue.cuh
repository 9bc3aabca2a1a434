// A queue that host and kernels fill: on the host its copies ask where they are called.
#pragma once

#if defined(LARDER_SCAN)
#include_next <cub/grid/grid_queue.cuh>
#else
// What it includes must not see other functions than CUDA's.
#include <cub/config.cuh>
#include <cub/util_debug.cuh>
//
#include "larder_cccl/grid_queue_host.h"
#define cudaMemcpyAsync ::larder_cccl::copy_to_queue
#define cudaMemsetAsync ::larder_cccl::set_in_queue
#include_next <cub/grid/grid_queue.cuh>
#undef cudaMemcpyAsync
#undef cudaMemsetAsync
#endif
