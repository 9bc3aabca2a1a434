// Atomics and fences.
#include <larder/kernel.h>

__device__ unsigned done = 0;

__device__ inline void atomic_floor(int* at, int x) {
  int seen = *at;
  while (x < seen) {
    const int before = atomicCAS(at, seen, x);
    if (before == seen) break;
    seen = before;
  }
}

LARDER_KERNEL void histogram(const unsigned char* in, int* bins, int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) atomicAdd(&bins[in[i] >> 2], 1);
}

LARDER_KERNEL void lowest(const int* in, int* out) {
  atomic_floor(out, in[threadIdx.x]);
  __threadfence();
  atomicInc(&done, 1000);
}
