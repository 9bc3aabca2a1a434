#include <cooperative_groups.h>
#include <cooperative_groups/reduce.h>
#include <cuda_fp16.h>

#include <cstdio>

namespace groups = cooperative_groups;

__global__ void add_up(__half* values, float* sum) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  values[i] = __hadd(values[i], __float2half(1.5f));
  const auto tile = groups::tiled_partition<32>(groups::this_thread_block());
  const float all = groups::reduce(tile, __half2float(values[i]), groups::plus<float>());
  if (tile.thread_rank() == 0) atomicAdd(sum, all);
}

int main() {
  __half values[64];
  for (int i = 0; i < 64; ++i) values[i] = __float2half(i);
  __half* on_device = nullptr;
  float* sum = nullptr;
  cudaMalloc(&on_device, sizeof values);
  cudaMalloc(&sum, sizeof *sum);
  cudaMemset(sum, 0, sizeof *sum);
  cudaMemcpy(on_device, values, sizeof values, cudaMemcpyHostToDevice);
  add_up<<<2, 32>>>(on_device, sum);
  float total = 0;
  cudaMemcpy(&total, sum, sizeof total, cudaMemcpyDeviceToHost);
  std::printf("%g\n", total);
}
