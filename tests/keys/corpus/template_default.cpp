// Default template arguments of types, values and functions.
#include <larder/kernel.h>

struct Round {
  __device__ static int of(float x) { return int(x + 0.5f); }
};

struct Floor {
  __device__ static int of(float x) { return int(x); }
};

constexpr int kWidth = 4;

template <class T, class How = Round, int Width = kWidth>
__device__ int quantised(T x) {
  return How::of(x) / Width;
}

LARDER_KERNEL void quantise(const float* x, int* out) {
  out[threadIdx.x] = quantised(x[threadIdx.x]);
}

LARDER_KERNEL void floored(const float* x, int* out) {
  out[threadIdx.x] = quantised<float, Floor, 2>(x[threadIdx.x]);
}
