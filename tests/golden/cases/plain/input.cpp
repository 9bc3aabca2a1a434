#include <larder/kernel.h>

// A kernel, and host code beside it.
LARDER_KERNEL void scale(float* x, float factor, int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) x[i] *= factor;
}

int host_only(int x) { return x + 1; }
