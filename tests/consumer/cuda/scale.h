#pragma once
#include <cuda_runtime.h>

__global__ void scale(float factor, float* values, int n);

template <typename T, int Step, typename = void>
__global__ void add_to_all(T* values, int n, T addend = Step) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) values[i] += addend;
}
