// Scans of blocks and warps.
#include <cub/block/block_scan.cuh>
#include <cub/warp/warp_scan.cuh>
#include <functional>

#include "checks.h"

template <class T, int N, cub::BlockScanAlgorithm Algorithm, class Op>
__global__ void scan_blocks(const T* in, T* inclusive, T* exclusive, T* totals, T first, Op op) {
  using Scan = cub::BlockScan<T, N, Algorithm>;
  __shared__ typename Scan::TempStorage storage;
  T items[2], out[2], total;
  const int at = (blockIdx.x * N + threadIdx.x) * 2;
  for (int i = 0; i < 2; ++i) items[i] = in[at + i];
  Scan(storage).InclusiveScan(items, out, op, total);
  for (int i = 0; i < 2; ++i) inclusive[at + i] = out[i];
  totals[blockIdx.x * N + threadIdx.x] = total;
  __syncthreads();
  Scan(storage).ExclusiveScan(items, out, first, op);
  for (int i = 0; i < 2; ++i) exclusive[at + i] = out[i];
}

template <class T>
struct Scanned {
  std::vector<T> inclusive, exclusive;
};

/// Each stretch of `length` items by itself.
template <class T, class Op>
Scanned<T> scanned(const std::vector<T>& in, int length, T first, Op op) {
  Scanned<T> out{in, in};
  for (size_t i = 0; i < in.size(); ++i) {
    const bool begins = i % length == 0;
    if (!begins) out.inclusive[i] = op(out.inclusive[i - 1], in[i]);
    out.exclusive[i] = begins ? first : op(out.exclusive[i - 1], in[i - 1]);
  }
  return out;
}

template <class T>
std::vector<T> numbers(int count) {
  std::vector<T> out(count);
  for (int i = 0; i < count; ++i) out[i] = number<T>(i);
  return out;
}

template <class T, int N, cub::BlockScanAlgorithm Algorithm, class Op>
void check_block(const char* what, Op op) {
  const std::vector<T> in = numbers<T>(2 * N * 2);
  const T first = number<T>(77);
  const Scanned<T> wanted = scanned(in, N * 2, first, op);
  std::vector<T> totals(2 * N);
  for (int i = 0; i < 2 * N; ++i) totals[i] = wanted.inclusive[(i / N + 1) * N * 2 - 1];
  const Array<T> from(in), inclusive(in), exclusive(in), total(totals);
  scan_blocks<T, N, Algorithm><<<2, N>>>(from, inclusive, exclusive, total, first, op);
  expect(what, inclusive, wanted.inclusive);
  expect(what, exclusive, wanted.exclusive);
  expect(what, total, totals);
}

template <class T, int N, class Op>
void check_blocks(const char* what, Op op) {
  check_block<T, N, cub::BLOCK_SCAN_RAKING>(what, op);
  check_block<T, N, cub::BLOCK_SCAN_WARP_SCANS>(what, op);
}

/// Goes through more items than a block has threads, and carries the sum on.
struct Carry {
  int sum;
  __device__ int operator()(int tile) {
    const int before = sum;
    sum += tile;
    return before;
  }
};
__global__ void scan_tiles(int* values, int count) {
  using Scan = cub::BlockScan<int, 64>;
  __shared__ typename Scan::TempStorage storage;
  Carry carry{0};
  for (int base = 0; base < count; base += 64) {
    const int i = base + threadIdx.x;
    int value = i < count ? values[i] : 0;
    Scan(storage).ExclusiveSum(value, value, carry);
    __syncthreads();
    if (i < count) values[i] = value;
  }
}

// No waits between scans: CUB's need none where a warp is a power of two.
template <int W, class T>
__global__ void scan_warps(const T* in, T* inclusive, T* exclusive) {
  using Scan = cub::WarpScan<T, W>;
  __shared__ typename Scan::TempStorage storage[64 / W];
  T out, total;
  Scan(storage[threadIdx.x / W]).InclusiveSum(in[threadIdx.x], out, total);
  inclusive[threadIdx.x] = out;
  Scan(storage[threadIdx.x / W]).ExclusiveScan(in[threadIdx.x], out, T(0), std::plus<T>());
  exclusive[threadIdx.x] = out;
}

template <int W, class T>
void check_warps(const char* what) {
  const std::vector<T> in = numbers<T>(64);
  const Scanned<T> wanted = scanned(in, W, T(0), std::plus<T>());
  const Array<T> from(in), inclusive(in), exclusive(in);
  scan_warps<W><<<1, 64>>>((const T*)from, (T*)inclusive, (T*)exclusive);
  expect(what, inclusive, wanted.inclusive);
  expect(what, exclusive, wanted.exclusive);
}

int main() {
  check_blocks<int, 128>("int", std::plus<int>());
  check_blocks<double, 64>("double", std::plus<double>());
  check_blocks<float, 40>("float", Larger());
  check_blocks<Line, 96>("lines", Compose());
  check_block<int, 96, cub::BLOCK_SCAN_RAKING_MEMOIZE>("memoize", std::plus<int>());
  const std::vector<int> in = numbers<int>(300);
  const Array<int> tiles(in);
  scan_tiles<<<1, 64>>>(tiles, 300);
  expect("tiles", tiles, scanned(in, 300, 0, std::plus<int>()).exclusive);
  check_warps<32, int>("warps of 32");
  check_warps<8, double>("warps of 8");
  check_warps<16, float>("warps of 16");
  return verdict();
}
