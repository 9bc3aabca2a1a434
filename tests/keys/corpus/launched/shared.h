#pragma once
#include <larder/kernel.h>

__device__ inline int global_index() { return blockIdx.x * blockDim.x + threadIdx.x; }

__device__ inline float clamp01(float x) { return x < 0 ? 0 : x > 1 ? 1 : x; }

inline int host_blocks(int n, int size) { return (n + size - 1) / size; }
