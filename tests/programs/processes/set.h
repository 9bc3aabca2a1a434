#pragma once
#include <larder/larder.h>

LARDER_KERNEL void set(int* value);

template <int N>
LARDER_KERNEL void reverse(int* values) {
  __shared__ int tile[N];
  tile[threadIdx.x] = values[threadIdx.x];
  __syncthreads();
  values[threadIdx.x] = tile[N - 1 - threadIdx.x];
}
