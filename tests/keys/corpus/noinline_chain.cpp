// Functions that stay functions.
#include <larder/kernel.h>

#define KEEP __noinline__

__device__ KEEP float third(float x) { return x * x + 0.5f; }

__device__ __noinline__ float second(float x) { return third(x) * third(x + 1); }

__device__ __forceinline__ float inlined(float x) { return second(x) - 1; }

LARDER_KERNEL void chained(float* x) { x[threadIdx.x] = inlined(x[threadIdx.x]); }

LARDER_KERNEL void direct(float* x) { x[threadIdx.x] = third(x[threadIdx.x]); }
