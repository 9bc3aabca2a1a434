// Inline PTX of compute capability 8.0.
#include <cstdio>

__global__ void copy(const int* in, int* out) {
  __shared__ __align__(16) int copied[64];
  const int own = threadIdx.x;
  const unsigned to = static_cast<unsigned>(__cvta_generic_to_shared(copied + 2 * own));
  // The fourth thread copies one number, and the other one becomes 0.
  asm volatile("cp.async.ca.shared.global [%0], [%1], 8, %2;\n" ::"r"(to), "l"(in + 2 * own),
               "r"(own == 3 ? 4 : 8));
  asm volatile("cp.async.commit_group;\n" ::);
  asm volatile("cp.async.wait_group %0;\n" ::"n"(0));
  __syncthreads();
  out[own] = copied[63 - 2 * own] + copied[2 * own];
}

__global__ void sum(unsigned* out) {
  const unsigned number = threadIdx.x;
  asm volatile("redux.sync.add.u32 %0, %1, %2;"
               : "=r"(out[number])
               : "r"(number), "r"(0xffffffffu));
}

__global__ void halves(unsigned* out) {
  unsigned short half = 0x7c00;
  asm("cvt.rn.bf16x2.f32 %0, %1, %2;" : "=r"(out[0]) : "f"(1.5f), "f"(-2.0f));
  asm("min.f16 %0, %0, %1;" : "+h"(half) : "h"(static_cast<unsigned short>(0x7bff)));
  out[1] = half;
}

int main() {
  int* in = nullptr;
  int* out = nullptr;
  unsigned* words = nullptr;
  cudaMallocManaged(&in, 64 * sizeof(int));
  cudaMallocManaged(&out, 32 * sizeof(int));
  cudaMallocManaged(&words, 34 * sizeof(unsigned));
  for (int i = 0; i < 64; ++i) in[i] = 100 + i;
  copy<<<1, 32>>>(in, out);
  sum<<<1, 32>>>(words);
  halves<<<1, 1>>>(words + 32);
  const cudaError_t error = cudaDeviceSynchronize();
  int wrong = error != cudaSuccess;
  for (int i = 0; i < 32; ++i) {
    wrong += out[i] != (31 - i == 3 ? 0 : 163 - 2 * i) + 100 + 2 * i;
    wrong += words[i] != 496;
  }
  wrong += words[32] != 0x3fc0c000u || words[33] != 0x7bffu;
  std::printf("%d wrong: %s\n", wrong, cudaGetErrorString(error));
}
