// __constant__ variables: initialised, not initialised, shared by kernels and used by one.
#include <larder/kernel.h>

struct Settings {
  float gain;
  int shift;
};

__constant__ float coefficients[4] = {1, 2, 3, 4};
__constant__ Settings settings;
__constant__ int offsets[2] = {5, 6};
__constant__ int unused_by_all = 3;

__device__ inline float weigh(float x, int i) { return x * coefficients[i & 3]; }

LARDER_KERNEL void filtered(float* x) {
  const int i = threadIdx.x;
  x[i] = weigh(x[i], i) * settings.gain;
}

LARDER_KERNEL void shifted(int* x) {
  const int i = threadIdx.x;
  x[i] = (x[i] << settings.shift) + offsets[i & 1];
}
