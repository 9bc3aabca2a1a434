// Variables by the runtime API: managed, constant and plain ones, with values that the source gives.
#include <cuda_runtime.h>

#include <cstdio>

__managed__ int managed = 3;
__constant__ int factors[2] = {5, 6};
__device__ int sum;

__global__ void add(int value) {
  managed += value;
  sum += value * factors[1];
}

int main() {
  managed += 1;
  add<<<1, 1>>>(10);
  cudaDeviceSynchronize();
  managed *= 2;
  const int factor = 7;
  cudaMemcpyToSymbol(factors, &factor, sizeof factor, sizeof factor);
  add<<<1, 1>>>(20);
  cudaDeviceSynchronize();
  int found = 0;
  cudaMemcpyFromSymbol(&found, sum, sizeof found);
  std::printf("%d %d %s\n", managed, found, cudaGetErrorName(cudaGetLastError()));
}
