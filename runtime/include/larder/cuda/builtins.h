// threadIdx, blockIdx, blockDim, gridDim and warpSize.
#ifndef LARDER_CUDA_BUILTINS_H
#define LARDER_CUDA_BUILTINS_H

#include "types.h"

#if defined(LARDER_SCAN)

extern const __device__ uint3 threadIdx;
extern const __device__ uint3 blockIdx;
extern const __device__ dim3 blockDim;
extern const __device__ dim3 gridDim;
extern const __device__ int warpSize;

#else

namespace larder::simulator {

// Written by the simulator before a CUDA thread runs on this OS thread and whenever it goes on, so
// that they are plain variables in the kernel (and in a debugger). Initial-exec: they are read so
// often that a call for each, as in a shared library otherwise, would dominate small kernels.
#define LARDER_THREAD_VARIABLE extern __thread __attribute__((tls_model("initial-exec")))
LARDER_THREAD_VARIABLE uint3 threadIdx;
LARDER_THREAD_VARIABLE uint3 blockIdx;
LARDER_THREAD_VARIABLE dim3 blockDim;
LARDER_THREAD_VARIABLE dim3 gridDim;
#undef LARDER_THREAD_VARIABLE

}  // namespace larder::simulator

using larder::simulator::blockDim;
using larder::simulator::blockIdx;
using larder::simulator::gridDim;
using larder::simulator::threadIdx;

/// Lanes per warp; the simulator's warps are CUDA's.
inline constexpr int warpSize = 32;

#endif

#endif  // LARDER_CUDA_BUILTINS_H
