// threadIdx, blockIdx, blockDim, gridDim and warpSize.
#ifndef LARDER_CUDA_BUILTINS_H
#define LARDER_CUDA_BUILTINS_H

#include "../detail/api.h"
#include "types.h"

#if defined(LARDER_SCAN)

extern const __device__ uint3 threadIdx;
extern const __device__ uint3 blockIdx;
extern const __device__ dim3 blockDim;
extern const __device__ dim3 gridDim;
extern const __device__ int warpSize;

#else

namespace larder {
inline namespace v1 {
namespace simulator {

// The simulator writes these before a CUDA thread starts or continues on this OS thread, so that
// they are plain variables in the kernel (and in a debugger). They do not use the initial-exec
// model, though in a shared library each access then costs a call: a process has only 1.5 KiB of
// that memory for all plug-ins that it opens. In a program the linker makes them local-exec.
LARDER_API extern __thread uint3 threadIdx;
LARDER_API extern __thread uint3 blockIdx;
LARDER_API extern __thread dim3 blockDim;
LARDER_API extern __thread dim3 gridDim;

}  // namespace simulator
}  // namespace v1
}  // namespace larder

using larder::simulator::blockDim;
using larder::simulator::blockIdx;
using larder::simulator::gridDim;
using larder::simulator::threadIdx;

/// Lanes per warp, in the simulator as in CUDA.
inline constexpr int warpSize = 32;

#endif

#endif  // LARDER_CUDA_BUILTINS_H
