// Variables that no kernel names. Host code copies to and from them, and gives a kernel an address.
#include <cuda_runtime.h>

#include <cstdio>

__constant__ float weights[4] = {1, 2, 3, 4};
static inline __device__ int counts[3];
namespace model {
__device__ double scale = 0.5;
}
__device__ int never_named = 7;
// Host code uses these as any variable.
struct Totals {
  int launches;
  float sums[2];
};
__managed__ Totals totals = {0, {1, 2}};
__device__ __managed__ int rounds = 2;

__global__ void total(int add) {
  totals.sums[threadIdx.x] += add;
  if (threadIdx.x == 0) ++totals.launches;
}

template <class T>
T twice(const T& value) {
  return value + rounds * value / 2;
}

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
  for (; rounds > 0; --rounds) total<<<rounds - rounds + 1, 2>>>(rounds);
  wrong += cudaDeviceSynchronize() != cudaSuccess;
  rounds = 2;
  float* const second = &totals.sums[1];
  wrong += totals.launches != 2 || twice(totals.sums[0]) != 8 || *second != 5;
  Totals copied{};
  wrong += cudaMemcpyFromSymbol(&copied, totals, sizeof copied) != cudaSuccess;
  wrong += copied.sums[1] != 5;
  std::printf("%d wrong: %g %g %d %d\n", wrong, *sum, scale, two[0], two[1]);
}
