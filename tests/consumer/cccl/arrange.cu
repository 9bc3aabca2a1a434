// What moves items between threads: loads and stores, sorts, histograms, neighbours.
#include <algorithm>
#include <cub/block/block_shuffle.cuh>
#include <cub/cub.cuh>
#include <numeric>

#include "checks.h"

template <class T, int N, cub::BlockLoadAlgorithm L, cub::BlockStoreAlgorithm S>
__global__ void copy(const T* in, T* out, int count) {
  using Load = cub::BlockLoad<T, N, 4, L>;
  using Store = cub::BlockStore<T, N, 4, S>;
  __shared__ union {
    typename Load::TempStorage load;
    typename Store::TempStorage store;
  } storage;
  T items[4];
  const int base = blockIdx.x * N * 4;
  const int valid = min(count - base, N * 4);
  Load(storage.load).Load(in + base, items, valid, T(9));
  __syncthreads();
  for (T& item : items) item = item * 2 + 1;
  if (valid == N * 4)
    Store(storage.store).Store(out + base, items);
  else
    Store(storage.store).Store(out + base, items, valid);
}

template <class T, cub::BlockLoadAlgorithm L, cub::BlockStoreAlgorithm S>
void check_copy(const char* what) {
  for (const int count : {512, 511, 261}) {
    std::vector<T> in(count), wanted(count);
    for (int i = 0; i < count; ++i) in[i] = number<T>(i);
    for (int i = 0; i < count; ++i) wanted[i] = in[i] * 2 + 1;
    const Array<T> from(in), to(in);
    copy<T, 64, L, S><<<2, 64>>>((const T*)from, (T*)to, count);
    expect(what, to, wanted);
  }
}

template <class Key, int N>
__global__ void sort(Key* keys, int* values) {
  using Sort = cub::BlockRadixSort<Key, N, 3, int>;
  __shared__ typename Sort::TempStorage storage;
  Key key[3];
  int value[3];
  for (int i = 0; i < 3; ++i) key[i] = keys[threadIdx.x * 3 + i];
  for (int i = 0; i < 3; ++i) value[i] = values[threadIdx.x * 3 + i];
  Sort(storage).SortDescending(key, value);
  for (int i = 0; i < 3; ++i) keys[threadIdx.x * 3 + i] = key[i];
  for (int i = 0; i < 3; ++i) values[threadIdx.x * 3 + i] = value[i];
}

template <class Key, int N>
void check_sort(const char* what) {
  std::vector<Key> keys(N * 3), wanted(N * 3);
  std::vector<int> values(N * 3);
  for (size_t i = 0; i < keys.size(); ++i) keys[i] = number<Key>(i * i);
  std::iota(values.begin(), values.end(), 0);
  const Array<Key> sorted(keys);
  const Array<int> from(values);
  sort<Key, N><<<1, N>>>((Key*)sorted, (int*)from);
  std::stable_sort(values.begin(), values.end(), [&](int a, int b) { return keys[a] > keys[b]; });
  for (size_t i = 0; i < keys.size(); ++i) wanted[i] = keys[values[i]];
  expect(what, sorted, wanted);
  expect(what, from, values);
}

template <cub::BlockHistogramAlgorithm Algorithm>
__global__ void count(const unsigned char* in, int* out) {
  using Histogram = cub::BlockHistogram<unsigned char, 64, 4, 128, Algorithm>;
  __shared__ typename Histogram::TempStorage storage;
  __shared__ int bins[128];
  unsigned char items[4];
  for (int i = 0; i < 4; ++i) items[i] = in[threadIdx.x * 4 + i];
  Histogram(storage).Histogram(items, bins);
  __syncthreads();
  for (int i = threadIdx.x; i < 128; i += 64) out[i] = bins[i];
}

template <cub::BlockHistogramAlgorithm Algorithm>
void check_histogram(const char* what) {
  std::vector<unsigned char> in(256);
  std::vector<int> wanted(128);
  for (size_t i = 0; i < in.size(); ++i) ++wanted[in[i] = (i * i / 3) % 128];
  const Array<unsigned char> from(in);
  const Array<int> to(wanted);
  count<Algorithm><<<1, 64>>>(from, to);
  expect(what, to, wanted);
}

/// Rows of `out`: striped, back again, heads, differences, and the item of the thread before.
__global__ void neighbours(const int* in, int* out) {
  constexpr int kRow = 64 * 3;
  using Exchange = cub::BlockExchange<int, 64, 3>;
  using Heads = cub::BlockDiscontinuity<int, 64>;
  using Difference = cub::BlockAdjacentDifference<int, 64>;
  using Shuffle = cub::BlockShuffle<int, 64>;
  __shared__ typename Exchange::TempStorage exchange;
  __shared__ typename Heads::TempStorage heads;
  __shared__ typename Difference::TempStorage difference;
  __shared__ typename Shuffle::TempStorage shuffle;
  int items[3], made[5][3] = {};
  for (int i = 0; i < 3; ++i) items[i] = in[threadIdx.x * 3 + i];
  Exchange(exchange).BlockedToStriped(items, made[0]);
  __syncthreads();
  Exchange(exchange).StripedToBlocked(made[0], made[1]);
  Heads(heads).FlagHeads(made[2], items, cuda::std::not_equal_to<>{});
  Difference(difference).SubtractLeft(items, made[3], cuda::std::minus<>{});
  Shuffle(shuffle).Up(items, made[4]);
  for (int row = 0; row < 5; ++row)
    for (int i = 0; i < 3; ++i) out[row * kRow + threadIdx.x * 3 + i] = made[row][i];
}

void check_neighbours() {
  constexpr int kRow = 64 * 3;
  std::vector<int> in(kRow), wanted(5 * kRow);
  for (int i = 0; i < kRow; ++i) in[i] = i * i / 37 % 50;
  for (int i = 0; i < kRow; ++i) {
    wanted[i] = in[i % 3 * 64 + i / 3];
    wanted[kRow + i] = in[i];
    wanted[2 * kRow + i] = i == 0 || in[i] != in[i - 1];
    wanted[3 * kRow + i] = i == 0 ? in[i] : in[i] - in[i - 1];
    wanted[4 * kRow + i] = i == 0 ? 0 : in[i - 1];
  }
  const Array<int> from(in), to(wanted);
  neighbours<<<1, 64>>>(from, to);
  expect("neighbours", to, wanted);
}

template <class T>
__global__ void hinted(const T* in, T* out) {
  const int i = threadIdx.x;
  const T value = cub::ThreadLoad<cub::LOAD_CS>(in + i) + cub::ThreadLoad<cub::LOAD_CV>(in + i);
  cub::ThreadStore<cub::STORE_CG>(out + i, value + cub::ThreadLoad<cub::LOAD_LDG>(in + i));
}

template <class T>
void check_hinted(const char* what) {
  std::vector<T> in(32), wanted(32);
  for (int i = 0; i < 32; ++i) wanted[i] = 3 * (in[i] = T(i));
  const Array<T> from(in), to(in);
  hinted<<<1, 32>>>((const T*)from, (T*)to);
  expect(what, to, wanted);
}

int main() {
  check_copy<int, cub::BLOCK_LOAD_DIRECT, cub::BLOCK_STORE_DIRECT>("direct");
  check_copy<float, cub::BLOCK_LOAD_VECTORIZE, cub::BLOCK_STORE_VECTORIZE>("vectorize");
  check_copy<short, cub::BLOCK_LOAD_VECTORIZE, cub::BLOCK_STORE_VECTORIZE>("vectorize");
  check_copy<double, cub::BLOCK_LOAD_TRANSPOSE, cub::BLOCK_STORE_TRANSPOSE>("transpose");
  check_copy<int, cub::BLOCK_LOAD_WARP_TRANSPOSE, cub::BLOCK_STORE_WARP_TRANSPOSE>("warps");
  check_sort<int, 64>("sort int");
  check_sort<float, 96>("sort float");
  check_sort<unsigned char, 32>("sort bytes");
  check_histogram<cub::BLOCK_HISTO_ATOMIC>("histogram");
  check_histogram<cub::BLOCK_HISTO_SORT>("histogram by sorting");
  check_neighbours();
  check_hinted<int>("hinted int");
  check_hinted<double>("hinted double");
  return verdict();
}
