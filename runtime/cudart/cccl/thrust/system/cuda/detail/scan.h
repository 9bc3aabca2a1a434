// Scans for devices: Larder's way on the CPU beside CCCL's own.
#pragma once

#include_next <thrust/system/cuda/detail/scan.h>

// A host source has none of the algorithms for devices, as with nvcc.
#if _CCCL_HAS_CUDA_COMPILER()
#include "larder_cccl/thrust/sums.h"
#endif
