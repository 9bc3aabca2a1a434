// Rounds that a barrier of libcu++'s divides; with RIGHT each has a second one, and is no race.
#include <cuda/barrier>

__global__ void rounds(int* out) {
  __shared__ int cells[64];
  __shared__ cuda::barrier<cuda::thread_scope_block> met;
  if (threadIdx.x == 0) init(&met, blockDim.x);
  __syncthreads();
  for (int round = 0; round < 5; ++round) {
    cells[threadIdx.x] = threadIdx.x + round;
    met.arrive_and_wait();
    out[threadIdx.x] = cells[63 - threadIdx.x];
#if defined(RIGHT)
    met.arrive_and_wait();
#endif
  }
}

int main() {
  int* out;
  cudaMalloc(&out, 64 * sizeof(int));
  rounds<<<1, 64>>>(out);
  return cudaDeviceSynchronize();
}
