#include "scale.h"

// A block's sum by its tree in shared memory; the size of it comes with the launch.
__global__ void block_sums(const float* values, float* sums, int n) {
  extern __shared__ float part[];
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  part[threadIdx.x] = i < n ? values[i] : 0.0f;
  __syncthreads();
  for (unsigned half = blockDim.x / 2; half > 0; half /= 2) {
    if (threadIdx.x < half) part[threadIdx.x] += part[threadIdx.x + half];
    __syncthreads();
  }
  if (threadIdx.x == 0) sums[blockIdx.x] = part[0];
}

float sum(const float* values, int n, cudaStream_t stream) {
  constexpr int kThreads = 128;
  const int blocks = (n + kThreads - 1) / kThreads;
  float* sums = nullptr;
  cudaMallocManaged(&sums, blocks * sizeof(float));
  block_sums<<<blocks, kThreads, kThreads * sizeof(float), stream>>>(values, sums, n);
  cudaStreamSynchronize(stream);
  float total = 0;
  for (int i = 0; i < blocks; ++i) total += sums[i];
  cudaFree(sums);
  return total;
}
