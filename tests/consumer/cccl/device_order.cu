// CUB's device-wide sorts, compared with the standard library's.
#include <algorithm>
#include <cmath>
#include <cub/cub.cuh>
#include <limits>
#include <numeric>

#include "two_calls.h"

constexpr int kCount = 30011;

/// The places of keys in sorted order; equal ones stay in theirs.
template <class T, class Less>
std::vector<int> places(const std::vector<T>& keys, Less less) {
  std::vector<int> out(keys.size());
  std::iota(out.begin(), out.end(), 0);
  std::stable_sort(out.begin(), out.end(), [&](int a, int b) { return less(keys[a], keys[b]); });
  return out;
}

template <class T>
std::vector<T> gathered(const std::vector<T>& from, const std::vector<int>& at) {
  std::vector<T> out;
  for (const int place : at) out.push_back(from[place]);
  return out;
}

template <class T>
std::vector<T> spread(size_t count) {
  std::vector<T> out(count);
  for (size_t i = 0; i < count; ++i) out[i] = T(number<int>(i) * 1000003 + number<int>(i / 7));
  return out;
}

template <class T>
void check_radix_sort(const char* what) {
  const std::vector<T> keys = spread<T>(kCount);
  std::vector<int> values(kCount);
  std::iota(values.begin(), values.end(), 0);
  const std::vector<int> up = places(keys, std::less<T>()), down = places(keys, std::greater<T>());
  const Array<T> from(keys), to(keys);
  const Array<int> value(values), moved(values);
  run(what, [&](void* temporary, size_t& bytes) {
    return cub::DeviceRadixSort::SortKeys(temporary, bytes, (T*)from, (T*)to, kCount);
  });
  expect(what, to, gathered(keys, up));
  run(what, [&](void* temporary, size_t& bytes) {
    return cub::DeviceRadixSort::SortPairsDescending(temporary, bytes, (T*)from, (T*)to,
                                                     (int*)value, (int*)moved, kCount);
  });
  expect(what, to, gathered(keys, down));
  expect(what, moved, down);

  cub::DoubleBuffer<T> both(from, to);
  cub::DoubleBuffer<int> all(value, moved);
  run(what, [&](void* temporary, size_t& bytes) {
    return cub::DeviceRadixSort::SortPairs(temporary, bytes, both, all, kCount);
  });
  std::vector<int> got(kCount);
  cudaMemcpy(got.data(), all.Current(), kCount * sizeof(int), cudaMemcpyDeviceToHost);
  if (got != up) ++failures, std::printf("%s: pairs of buffers are wrong\n", what);
}

void check_some_bits() {
  const std::vector<unsigned> keys = spread<unsigned>(kCount);
  const auto order =
      places(keys, [](unsigned a, unsigned b) { return (a >> 5 & 0x7ff) < (b >> 5 & 0x7ff); });
  const Array<unsigned> from(keys), to(keys);
  run("bits", [&](void* temporary, size_t& bytes) {
    return cub::DeviceRadixSort::SortKeys(temporary, bytes, (unsigned*)from, (unsigned*)to, kCount,
                                          5, 16);
  });
  expect("bits", to, gathered(keys, order));
}

void check_zeros() {
  const float infinity = std::numeric_limits<float>::infinity();
  const std::vector<float> keys = {0.0f, -0.0f, 3, -infinity, infinity, -0.0f, 0.0f, -2};
  const Array<float> from(keys), to(keys);
  const Array<int> value({0, 1, 2, 3, 4, 5, 6, 7}), moved(std::vector<int>(8));
  run("zeros", [&](void* temporary, size_t& bytes) {
    return cub::DeviceRadixSort::SortPairs(temporary, bytes, (float*)from, (float*)to, (int*)value,
                                           (int*)moved, 8);
  });
  expect("zeros are equal", moved, {3, 7, 0, 1, 5, 6, 2, 4});
}

void check_segments() {
  const std::vector<int> keys = spread<int>(kCount);
  const std::vector<int> offsets = {0, 10, 10, 2000, kCount};
  std::vector<int> up = keys, down = keys;
  for (int i = 0; i < 4; ++i) {
    std::sort(up.begin() + offsets[i], up.begin() + offsets[i + 1]);
    std::sort(down.begin() + offsets[i], down.begin() + offsets[i + 1], std::greater<int>());
  }
  const Array<int> from(keys), to(keys), edges(offsets);
  run("segments", [&](void* temporary, size_t& bytes) {
    return cub::DeviceSegmentedRadixSort::SortKeys(temporary, bytes, (int*)from, (int*)to, kCount,
                                                   4, (int*)edges, (int*)edges + 1);
  });
  expect("radix sort of segments", to, up);
  run("segments", [&](void* temporary, size_t& bytes) {
    return cub::DeviceSegmentedSort::StableSortKeysDescending(
        temporary, bytes, (int*)from, (int*)to, kCount, 4, (int*)edges, (int*)edges + 1);
  });
  expect("sort of segments", to, down);
}

struct ByRest {
  __host__ __device__ bool operator()(int a, int b) const { return a % 100 < b % 100; }
};

void check_merges() {
  const std::vector<int> keys = spread<int>(kCount);
  const std::vector<int> order = places(keys, ByRest());
  std::vector<int> values(kCount);
  std::iota(values.begin(), values.end(), 0);
  const Array<int> key(keys), value(values);
  run("merge sort", [&](void* temporary, size_t& bytes) {
    return cub::DeviceMergeSort::StableSortPairs(temporary, bytes, (int*)key, (int*)value, kCount,
                                                 ByRest());
  });
  expect("merge sort", key, gathered(keys, order));
  expect("its values", value, order);

  const Array<int> odd({1, 3, 5}), even({0, 2, 4, 6}), merged(std::vector<int>(7));
  run("merge", [&](void* temporary, size_t& bytes) {
    return cub::DeviceMerge::MergeKeys(temporary, bytes, (int*)odd, 3, (int*)even, 4, (int*)merged);
  });
  expect("merge", merged, {0, 1, 2, 3, 4, 5, 6});
}

int main() {
  check_radix_sort<int>("int");
  check_radix_sort<unsigned char>("unsigned char");
  check_radix_sort<float>("float");
  check_radix_sort<double>("double");
  check_radix_sort<long long>("long long");
  check_some_bits();
  check_zeros();
  check_segments();
  check_merges();
  return verdict();
}
