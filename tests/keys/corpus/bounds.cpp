// Launch bounds from numbers, constants and macros.
#include <larder/kernel.h>

constexpr int kThreads = 256;
#define BLOCKS 2

__device__ inline float worked(float x) {
  float values[8];
  for (int i = 0; i < 8; ++i) values[i] = x * i;
  float sum = 0;
  for (int i = 0; i < 8; ++i) sum = sum * values[i] + values[7 - i];
  return sum;
}

LARDER_KERNEL void __launch_bounds__(kThreads, BLOCKS) bounded(float* x) {
  x[threadIdx.x] = worked(x[threadIdx.x]);
}

LARDER_KERNEL void __launch_bounds__(128) narrow(float* x) { x[threadIdx.x] *= 3; }

template <int N>
LARDER_KERNEL void __launch_bounds__(N * 32) warps(float* x) {
  x[threadIdx.x] += N;
}

template LARDER_KERNEL void warps<2>(float*);
