// Starting and stopping a profiler, in a header with CUDA's name.
#ifndef LARDER_CUDART_CUDA_PROFILER_API_H
#define LARDER_CUDART_CUDA_PROFILER_API_H

#include "larder/detail/macros_aside.h"
// CUDA's own guard, which programs test.
#define __CUDA_PROFILER_API_H__

#include "driver_types.h"

extern "C" {

/// As in CUDA's documentation. Does nothing on the CPU.
cudaError_t cudaProfilerStart();
/// As in CUDA's documentation. Does nothing on the CPU.
cudaError_t cudaProfilerStop();
}

#include "larder/detail/macros_back.h"

#endif  // LARDER_CUDART_CUDA_PROFILER_API_H
