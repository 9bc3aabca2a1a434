#include <cstdio>

__global__ void turn(int* numbers) {
  __shared__ int tile[64];
  tile[threadIdx.x] = numbers[threadIdx.x];
#ifdef RIGHT
  __syncthreads();
#endif
  numbers[threadIdx.x] = tile[63 - threadIdx.x];
}

int main() {
  int* numbers;
  cudaMalloc(&numbers, 64 * sizeof(int));
  cudaMemset(numbers, 0, 64 * sizeof(int));
  turn<<<1, 64>>>(numbers);
  printf("%s\n", cudaGetErrorString(cudaDeviceSynchronize()));
}
