// Overloads of free functions; which one wins depends on what is declared before the call.
#include <larder/kernel.h>

__device__ inline float shade(double x) { return float(x) * 0.5f; }

__device__ inline float twice(float x) { return shade(x) + shade(x); }

__device__ inline float shade(long x) { return float(x) + 1.0f; }

namespace far_away {
__device__ inline float shade(float x) { return x - 3.0f; }
}  // namespace far_away

LARDER_KERNEL void shaded(float* x, int n) {
  const int i = threadIdx.x;
  if (i < n) x[i] = twice(x[i]);
}

LARDER_KERNEL void plain(float* x) { x[threadIdx.x] *= 2.0f; }
