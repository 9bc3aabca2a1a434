// Functions of <cmath>.
#include <larder/larder.h>

#include <cmath>

__device__ inline float norm(float x, float y) { return std::sqrt(x * x + y * y); }

LARDER_KERNEL void norms(const float* x, float* out) {
  const int i = threadIdx.x;
  out[i] = norm(x[i], x[i + 1]);
}

LARDER_KERNEL void waves(float* x, int n) {
  const int i = threadIdx.x;
  if (i < n) x[i] = sinf(x[i]) / 3.0f + std::exp(-x[i]);
}

float host_norm(float x, float y) { return std::sqrt(x * x + y * y) + 0.5f; }
