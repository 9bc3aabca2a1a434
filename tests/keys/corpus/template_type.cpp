// Kernels and functions over types.
#include <larder/kernel.h>

template <class T>
__device__ T clamped(T x, T low, T high) {
  return x < low ? low : x > high ? high : x;
}

template <class T>
LARDER_KERNEL void clamp_all(T* x, int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) x[i] = clamped(x[i], T(0), T(10));
}

template LARDER_KERNEL void clamp_all<int>(int*, int);
template LARDER_KERNEL void clamp_all<float>(float*, int);
