// Lambdas inside kernels: captures and generic ones.
#include <larder/kernel.h>

template <class F>
__device__ float twice(F f, float x) {
  return f(f(x));
}

LARDER_KERNEL void captured(float* x, float factor) {
  const float offset = 3;
  const auto scaled = [=](float v) { return v * factor + offset; };
  x[threadIdx.x] = twice(scaled, x[threadIdx.x]);
}

LARDER_KERNEL void referenced(float* x) {
  int calls = 0;
  auto counted = [&calls](auto v) {
    ++calls;
    return v + 1;
  };
  x[0] = twice(counted, x[1]) + calls;
}
