// Stores with a cache hint: in inline PTX in the scan, plain ones on the host.
#pragma once

#if defined(LARDER_SCAN)
#include_next <cub/thread/thread_store.cuh>
#else
#define ThreadStore PtxThreadStore
#include_next <cub/thread/thread_store.cuh>
#undef ThreadStore
#include "larder_cccl/thread_store_host.h"
#endif
