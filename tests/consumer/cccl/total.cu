#include <cstdio>
#include <cub/cub.cuh>

__global__ void add_up(const int* in, int* out) {
  using Reduce = cub::BlockReduce<int, 128>;
  __shared__ typename Reduce::TempStorage storage;
  const int sum = Reduce(storage).Sum(in[threadIdx.x]);
  if (threadIdx.x == 0) *out = sum;
}

int main() {
  int *in = nullptr, *out = nullptr;
  cudaMallocManaged(&in, 128 * sizeof(int));
  cudaMallocManaged(&out, sizeof(int));
  for (int i = 0; i < 128; ++i) in[i] = i;
  add_up<<<1, 128>>>(in, out);
  cudaDeviceSynchronize();
  std::printf("%d\n", *out);
}
