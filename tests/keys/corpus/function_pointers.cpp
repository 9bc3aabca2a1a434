// Pointers and references to functions.
#include <larder/kernel.h>

using Op = float (*)(float);

__device__ inline float grow(float x) { return x * 3; }

__device__ inline float shrink(float x) { return x / 3; }

__device__ inline float stay(float x) { return x; }

__device__ Op operations[2] = {grow, shrink};

template <Op F>
__device__ float by_argument(float x) {
  return F(x) + 1;
}

LARDER_KERNEL void by_pointer(float* x, int which) {
  x[threadIdx.x] = operations[which & 1](x[threadIdx.x]);
}

LARDER_KERNEL void by_template(float* x) { *x = by_argument<shrink>(*x); }

LARDER_KERNEL void by_reference(float* x) {
  float (&op)(float) = stay;
  *x = op(*x) + 2;
}
