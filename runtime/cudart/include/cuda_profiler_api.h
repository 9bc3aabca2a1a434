// Where a profiler starts and stops to look, under CUDA's name of this header.
#ifndef LARDER_CUDART_CUDA_PROFILER_API_H
#define LARDER_CUDART_CUDA_PROFILER_API_H
// CUDA's own guard, which programs ask for.
#define __CUDA_PROFILER_API_H__

#include "driver_types.h"

extern "C" {

/// As CUDA's documentation has it. On the CPU there is nothing to start.
cudaError_t cudaProfilerStart();
/// As CUDA's documentation has it. On the CPU there is nothing to stop.
cudaError_t cudaProfilerStop();
}

#endif  // LARDER_CUDART_CUDA_PROFILER_API_H
