// Static shared memory, in the kernel and in what it calls.
#include <larder/kernel.h>

constexpr int kTile = 32;

__device__ inline float reduced(float x) {
  __shared__ float partial[kTile];
  partial[threadIdx.x] = x;
  __syncthreads();
  float sum = 0;
  for (int i = 0; i < kTile; ++i) sum += partial[i];
  return sum;
}

LARDER_KERNEL void summed(float* x) { x[threadIdx.x] = reduced(x[threadIdx.x]); }

LARDER_KERNEL void transposed(float* x) {
  __shared__ float tile[8][9];
  tile[threadIdx.y][threadIdx.x] = x[threadIdx.y * 8 + threadIdx.x];
  __syncthreads();
  x[threadIdx.y * 8 + threadIdx.x] = tile[threadIdx.x][threadIdx.y];
}
