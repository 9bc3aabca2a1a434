// Estimates pi, with cuRAND's numbers.
#include <cuda_runtime.h>
#include <curand_kernel.h>

#include <cstdio>

template <class State>
__global__ void start(State* states, unsigned long long seed) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  curand_init(seed, i, 0, &states[i]);
}

template <class State>
__global__ void count_inside(State* states, int* inside) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  State state = states[i];
  for (int k = 0; k < 1000; ++k) {
    const float x = curand_uniform(&state);
    const float y = curand_uniform(&state);
    if (x * x + y * y <= 1) ++inside[i];
  }
  states[i] = state;
}

template <class State>
int total() {
  State* states = nullptr;
  int* inside = nullptr;
  cudaMalloc(&states, 64 * sizeof *states);
  cudaMallocManaged(&inside, 64 * sizeof *inside);
  for (int i = 0; i < 64; ++i) inside[i] = 0;
  start<<<2, 32>>>(states, 1234);
  count_inside<<<2, 32>>>(states, inside);
  cudaDeviceSynchronize();
  int out = 0;
  for (int i = 0; i < 64; ++i) out += inside[i];
  return out;
}

int main() {
  std::printf("%d %d %d\n", total<curandState>(), total<curandStatePhilox4_32_10_t>(),
              total<curandStateMRG32k3a_t>());
}
