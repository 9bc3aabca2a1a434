// What nvcc takes, and programs have: prints how many results are wrong.
#include <cooperative_groups.h>
#include <cooperative_groups/reduce.h>
#include <cooperative_groups/scan.h>
#include <cuda.h>
#include <cuda_runtime.h>

#include <cstdio>

namespace cg = cooperative_groups;

// The words on one declaration alone.
__host__ __device__ int next(int x);
int next(int x) { return x + 1; }
int twice(int x);
__host__ __device__ int twice(int x) { return 2 * x; }
struct Number {
  int value;
  __host__ __device__ Number(int v);
  __host__ __device__ int get() const;
  __device__ int half() const;
};
Number::Number(int v) : value(v) {}
int Number::get() const { return value; }
inline int Number::half() const { return value / 2; }
template <class T>
struct Pair {
  T a, b;
  __host__ __device__ T sum() const;
  __host__ __device__ Pair& operator+=(const Pair& other);
};
template <class T>
T Pair<T>::sum() const {
  return a + b;
}
template <class T>
Pair<T>& Pair<T>::operator+=(const Pair& other) {
  a += other.a, b += other.b;
  return *this;
}

struct __builtin_align__(8) Place {
  float x, y;
};
__device__ volatile int flag;

// Its value is missing, and nobody asks for it.
__device__ int note(int* out, int x) {
  if (x > 100) return 1;
  *out = x;
}

__global__ void words(int* out) {
  const Number number(next(9));
  Pair<int> pair{1, 2};
  pair += pair;
  nullptr_t none = nullptr;
  out[0] = number.get() + number.half() + twice(4) + pair.sum() + (none == nullptr);
  flag = 7;
  note(out + 1, 3);
}

// Tiles of several warps: sums, running sums, a value of another thread, votes, tiles of tiles.
__global__ void tiles(int* out) {
  __shared__ cg::block_tile_memory<256> memory;
  const auto block = cg::this_thread_block(memory);
  const auto tile = cg::tiled_partition<128>(block);
  const int rank = tile.thread_rank();
  int* mine = out + 8 * block.thread_rank();
  mine[0] = cg::reduce(tile, rank + 1, cg::plus<int>());
  mine[1] = cg::inclusive_scan(tile, 1, cg::plus<int>());
  mine[2] = tile.shfl(threadIdx.x, 5);
  mine[3] = tile.any(rank == 77) + 2 * tile.all(rank < 127);
  const auto part = cg::tiled_partition<32>(tile);
  mine[4] = 1000 * part.meta_group_rank() + cg::reduce(part, 1, cg::plus<int>());
  tile.sync();
  mine[5] = out[8 * (128 * tile.meta_group_rank() + (rank + 64) % 128) + 1];
  mine[6] = tile.meta_group_size();
}

int main() {
  int* out = nullptr;
  cudaMallocManaged(&out, 8 * 256 * sizeof(int));
  int wrong = sizeof(Place) != 8;
  words<<<1, 1>>>(out);
  cudaDeviceSynchronize();
  wrong += out[0] != 10 + 5 + 8 + 6 + 1 || out[1] != 3;
  int seen = 0;
  wrong += cudaMemcpyFromSymbol(&seen, flag, sizeof seen) != cudaSuccess || seen != 7;
  tiles<<<1, 256>>>(out);
  wrong += cudaDeviceSynchronize() != cudaSuccess;
  for (int i = 0; i < 256; ++i) {
    const int rank = i % 128;
    const int right[] = {128 * 129 / 2, rank + 1, i / 128 * 128 + 5, 1, 1000 * (rank / 32) + 32,
                         (rank + 64) % 128 + 1, 2};
    for (int k = 0; k < 7; ++k) wrong += out[8 * i + k] != right[k];
  }
  int value = 0;
  wrong += cudaDeviceGetAttribute(&value, static_cast<cudaDeviceAttr>(9999), 0) !=
           cudaErrorInvalidValue;
  const cuuint64_t all = next(0);
  std::printf("%d wrong: %s\n", wrong - static_cast<int>(all) + 1,
              cudaGetErrorString(cudaDeviceSynchronize()));
}
