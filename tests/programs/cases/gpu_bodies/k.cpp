// Bodies that stand under #if __CUDA_ARCH__ >= N: the host compiler sees nothing of them.
#include <larder/larder.h>

#include <cstdio>
#include <vector>

#include "k.h"

__device__ int doubled(int x);

LARDER_KERNEL void scale(int* x, int* lines) {  // the brace's line goes on
#if __CUDA_ARCH__ >= 700
  __shared__ int tile[32];
  tile[threadIdx.x] = x[threadIdx.x];
  __syncthreads();
  x[threadIdx.x] = doubled(tile[31 - threadIdx.x]) + tripled(1);
  lines[threadIdx.x] = __LINE__;
#else
#endif
}

__device__ int doubled(int x) {
#if defined(__CUDA_ARCH__) && __CUDA_ARCH__ < 10000
  return 2 * x;
#endif
}

template <class T>
LARDER_KERNEL void add_one(T* x) {
#ifdef __CUDA_ARCH__
  x[threadIdx.x] += 1;
#else
#endif
}

// The macro is not seen outside of such bodies.
#ifdef __CUDA_ARCH__
constexpr bool kGpu = true;
#else
constexpr bool kGpu = false;
#endif
LARDER_KERNEL void elsewhere(int* x, const int* expected) {
#ifdef __CUDA_ARCH__
  x[threadIdx.x] = expected[threadIdx.x];
#else
  x[threadIdx.x] = expected[threadIdx.x];
#endif
}

int main() {
  larder::Device d = larder::Device::open();
  std::vector<int> v(32);
  for (int i = 0; i < 32; ++i) v[i] = i;
  auto x = d.upload(v);
  auto lines = d.allocate<int>(32);
  d.launch(scale, {1, 32}, x, lines);
  d.launch(add_one<int>, {1, 32}, x);
  d.download(x, v);
  std::printf("%d %d\n", v[0], v[31]);
  d.download(lines, v);
  std::printf("line %d, %d\n", v[5], __LINE__);
  d.launch(elsewhere, {1, 32}, x, lines);
  const auto s = d.download(x, v);
  std::printf("%s%d %d\n", s.ok() ? "" : s.text().c_str(), v[31], static_cast<int>(kGpu));
}
