// __device__ variables: mutable, const, static, shared between kernels.
#include <larder/kernel.h>

__device__ int counter = 0;
__device__ const int kLimit = 100;
__device__ float history[16];
static __device__ unsigned seed = 12345u;

__device__ inline unsigned next_random() {
  seed = seed * 1664525u + 1013904223u;
  return seed;
}

LARDER_KERNEL void counted(int* out) {
  const int before = atomicAdd(&counter, 1);
  if (before < kLimit) out[before] = threadIdx.x;
}

LARDER_KERNEL void randomised(unsigned* out) { *out = next_random(); }

LARDER_KERNEL void remembered(float x) { history[counter % 16] = x; }
