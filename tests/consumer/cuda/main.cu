#include <cstdio>
#include <vector>

#include "scale.h"

float sum(const float* values, int n, cudaStream_t stream);

#define CHECK(call)                                                            \
  do {                                                                         \
    const cudaError_t error = (call);                                          \
    if (error != cudaSuccess) {                                                \
      std::printf("%s: %s\n", #call, cudaGetErrorString(error));               \
      return 1;                                                                \
    }                                                                          \
  } while (0)

__constant__ float table[2];

namespace {
__global__ void add_from_table(float* values, int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  // CUDA's header brings the templates of <math.h>, for integers too.
  if (i < n) values[i] += table[i % 2] * float(sqrt(1) * pow(1, i));
}
}  // namespace

// An attribute of host functions that compilers for GPUs refuse.
__attribute__((target_clones("avx2", "default"))) float twice(float value) { return 2 * value; }

template <typename T>
void launch_in_template(T* values, int n) {
  add_to_all<T, 2><<<dim3((n + 63) / 64), dim3(64)>>>(values, n);
}

int main() {
  const int n = 1000;
  std::vector<float> host(n, 1.0f);
  float* values = NULL;
  CHECK(cudaMalloc((void**)&values, n * sizeof(float)));
  CHECK(cudaMemcpy(values, host.data(), n * sizeof(float), cudaMemcpyHostToDevice));
  const float halves[2] = {0.5f, 1.5f};
  CHECK(cudaMemcpyToSymbol(table, halves, sizeof halves));
  cudaStream_t stream;
  CHECK(cudaStreamCreate(&stream));

  scale<<<{4}, {256, 1}, {}, {}>>>(twice(1.5f), values, n);  // 3
  launch_in_template(values, n);                     // 5
  add_to_all<float, 1>
      <<<4, 256, 0, 0>>>(values, n, 4);              // 9, over two lines
  add_from_table<<<4, 256>>>(values, n);             // 9.5, 10.5
  void (*kernel)(float, float*, int) = scale;
  kernel<<<4, 256>>>(2.0f, values, n);               // 19, 21
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());

  const float total = sum(values, n, stream);
  CHECK(cudaMemcpy(host.data(), values, n * sizeof(float), cudaMemcpyDeviceToHost));
  scale<<<1, 4096>>>(1.0f, values, n);
  const cudaError_t refused = cudaGetLastError();
  CHECK(cudaStreamDestroy(stream));
  CHECK(cudaFree(values));
  std::printf("%g %g %g %s\n", host[0], host[999], total, cudaGetErrorName(refused));
  return 0;
}
