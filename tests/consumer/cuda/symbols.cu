// Variables that no kernel names. Host code copies to and from them, and gives a kernel an address.
#include <cuda_runtime.h>

#include <cstdio>

__constant__ float weights[4] = {1, 2, 3, 4};
static __device__ int counts[3];
namespace model {
__device__ double scale = 0.5;
}
__device__ int never_named = 7;

__global__ void add_up(const float* values, float* sum) {
  for (int i = 0; i < 4; ++i) *sum += values[i];
}

int main() {
  const float more[2] = {30, 40};
  float* weights_there = nullptr;
  float* sum = nullptr;
  double scale = 0;
  int two[2] = {0, 9};
  size_t bytes = 0;
  cudaMallocManaged(&sum, sizeof *sum);
  *sum = 0;
  int wrong = cudaMemcpyToSymbol(weights, more, sizeof more, 2 * sizeof(float)) != cudaSuccess;
  wrong += cudaGetSymbolAddress((void**)&weights_there, weights) != cudaSuccess;
  wrong += cudaGetSymbolSize(&bytes, counts) != cudaSuccess || bytes != sizeof counts;
  wrong += cudaMemcpyToSymbol(counts, two, sizeof two, sizeof(int)) != cudaSuccess;
  wrong += cudaMemcpyFromSymbol(two, counts, sizeof two) != cudaSuccess;
  wrong += cudaMemcpyFromSymbol(&scale, model::scale, sizeof scale) != cudaSuccess;
  add_up<<<1, 1>>>(weights_there, sum);
  wrong += cudaDeviceSynchronize() != cudaSuccess;
  std::printf("%d wrong: %g %g %d %d\n", wrong, *sum, scale, two[0], two[1]);
}
