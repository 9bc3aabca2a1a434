// CUB's device-wide reductions and scans, compared with the standard library's algorithms.
#include <algorithm>
#include <cub/cub.cuh>
#include <limits>
#include <numeric>

#include "two_calls.h"

constexpr int kCount = 100003;

template <class T>
void check_reductions(const char* what, cudaStream_t stream) {
  const std::vector<T> in = numbers<T>(kCount);
  const Array<T> from(in), to(std::vector<T>(4, T(0)));
  run(what, [&](void* temporary, size_t& bytes) {
    return cub::DeviceReduce::Sum(temporary, bytes, (T*)from, (T*)to, kCount, stream);
  });
  run(what, [&](void* temporary, size_t& bytes) {
    return cub::DeviceReduce::Min(temporary, bytes, (T*)from, (T*)to + 1, kCount, stream);
  });
  run(what, [&](void* temporary, size_t& bytes) {
    return cub::DeviceReduce::Max(temporary, bytes, (T*)from, (T*)to + 2, kCount, stream);
  });
  run(what, [&](void* temporary, size_t& bytes) {
    return cub::DeviceReduce::Reduce(temporary, bytes, (T*)from, (T*)to + 3, kCount, Larger(),
                                     T(49), stream);
  });
  cudaStreamSynchronize(stream);
  expect(what, to,
         {std::accumulate(in.begin(), in.end(), T(0)), *std::min_element(in.begin(), in.end()),
          *std::max_element(in.begin(), in.end()),
          std::max(T(49), *std::max_element(in.begin(), in.end()))});
}

void check_places() {
  std::vector<float> in = numbers<float>(kCount);
  in[777] = in[778] = -1000;
  in[50000] = 1000;
  const Array<float> from(in), best({0});
  const Array<cub::KeyValuePair<int, float>> pairs(std::vector<cub::KeyValuePair<int, float>>(3));
  const Array<int> place({0});
  run("ArgMin", [&](void* temporary, size_t& bytes) {
    return cub::DeviceReduce::ArgMin(temporary, bytes, (float*)from, (float*)best, (int*)place,
                                     kCount);
  });
  expect("ArgMin", best, {-1000});
  expect("ArgMin", place, {777});
  run("ArgMax", [&](void* temporary, size_t& bytes) {
    return cub::DeviceReduce::ArgMax(temporary, bytes, (float*)from, (float*)best, (int*)place,
                                     kCount);
  });
  expect("ArgMax", best, {1000});
  expect("ArgMax", place, {50000});
}

// A float counts to 16777216 one by one, and no further: a GPU's tree does.
void check_accuracy() {
  constexpr int kMany = 1 << 25;
  const Array<float> ones(std::vector<float>(kMany, 1)), sum({0});
  run("ones", [&](void* temporary, size_t& bytes) {
    return cub::DeviceReduce::Sum(temporary, bytes, (float*)ones, (float*)sum, kMany);
  });
  expect("ones", sum, {float(kMany)});
  run("ones", [&](void* temporary, size_t& bytes) {
    return cub::DeviceScan::InclusiveSum(temporary, bytes, (float*)ones, (float*)ones, kMany);
  });
  if (ones.values().back() != float(kMany)) ++failures;
}

void check_nothing() {
  const Array<int> none({5}), to({7, 7});
  run("none", [&](void* temporary, size_t& bytes) {
    return cub::DeviceReduce::Sum(temporary, bytes, (int*)none, (int*)to, 0);
  });
  run("none", [&](void* temporary, size_t& bytes) {
    return cub::DeviceReduce::Min(temporary, bytes, (int*)none, (int*)to + 1, 0);
  });
  expect("none", to, {0, std::numeric_limits<int>::max()});
}

struct Twice {
  __host__ __device__ int operator()(int x) const { return 2 * x; }
};

void check_transformed() {
  const std::vector<int> in = numbers<int>(kCount);
  const Array<int> from(in), to({0});
  run("TransformReduce", [&](void* temporary, size_t& bytes) {
    return cub::DeviceReduce::TransformReduce(temporary, bytes, (int*)from, (int*)to, kCount,
                                              cuda::std::plus<>(), Twice(), 3);
  });
  expect("TransformReduce", to, {3 + 2 * std::accumulate(in.begin(), in.end(), 0)});
}

template <class T>
void check_scans(const char* what) {
  const std::vector<T> in = numbers<T>(kCount);
  std::vector<T> before(kCount), upto(kCount);
  std::partial_sum(in.begin(), in.end(), upto.begin());
  for (int i = 0; i < kCount; ++i) before[i] = i == 0 ? T(0) : upto[i - 1];
  const Array<T> from(in), to(std::vector<T>(kCount, T(0)));
  run(what, [&](void* temporary, size_t& bytes) {
    return cub::DeviceScan::ExclusiveSum(temporary, bytes, (T*)from, (T*)to, kCount);
  });
  expect(what, to, before);
  run(what, [&](void* temporary, size_t& bytes) {
    return cub::DeviceScan::InclusiveSum(temporary, bytes, (T*)from, (T*)to, kCount, 0);
  });
  expect(what, to, upto);
  run(what, [&](void* temporary, size_t& bytes) {  // in place
    return cub::DeviceScan::ExclusiveSum(temporary, bytes, (T*)from, kCount);
  });
  expect(what, from, before);
}

void check_scans_in_order() {
  std::vector<Line> in = numbers<Line>(kCount), before(kCount), upto(kCount);
  Line all = {1, 0};
  for (int i = 0; i < kCount; ++i) {
    before[i] = all;
    upto[i] = all = Compose()(all, in[i]);
  }
  const Array<Line> from(in), to(in);
  run("lines", [&](void* temporary, size_t& bytes) {
    return cub::DeviceScan::ExclusiveScan(temporary, bytes, (Line*)from, (Line*)to, Compose(),
                                          Line{1, 0}, kCount);
  });
  expect("lines before", to, before);
  run("lines", [&](void* temporary, size_t& bytes) {
    return cub::DeviceScan::InclusiveScan(temporary, bytes, (Line*)from, (Line*)to, Compose(),
                                          kCount);
  });
  expect("lines up to", to, upto);
}

void check_keys() {
  std::vector<int> keys(kCount), values = numbers<int>(kCount), unique, sums;
  std::vector<int> before(kCount), upto(kCount);
  for (int i = 0; i < kCount; ++i) keys[i] = i / 37 % 5;
  for (int i = 0; i < kCount; ++i) {
    const bool first = i == 0 || keys[i] != keys[i - 1];
    if (first) unique.push_back(keys[i]), sums.push_back(0);
    before[i] = sums.back();
    upto[i] = sums.back() += values[i];
  }
  const Array<int> key(keys), value(values), to(values), all(values), runs({0});
  run("by key", [&](void* temporary, size_t& bytes) {
    return cub::DeviceScan::ExclusiveSumByKey(temporary, bytes, (int*)key, (int*)value, (int*)to,
                                              kCount);
  });
  expect("before, by key", to, before);
  run("by key", [&](void* temporary, size_t& bytes) {
    return cub::DeviceScan::InclusiveSumByKey(temporary, bytes, (int*)key, (int*)value, (int*)to,
                                              kCount);
  });
  expect("up to, by key", to, upto);
  run("by key", [&](void* temporary, size_t& bytes) {
    return cub::DeviceReduce::ReduceByKey(temporary, bytes, (int*)key, (int*)all, (int*)value,
                                          (int*)to, (int*)runs, cuda::std::plus<>(), kCount);
  });
  expect("runs", runs, {int(unique.size())});
  expect("keys of runs", all, unique);
  expect("sums of runs", to, sums);
}

void check_segments() {
  const std::vector<int> in = numbers<int>(kCount);
  std::vector<int> offsets = {0, 1, 1, 5000, 99999, kCount}, sums, largest;
  for (size_t i = 0; i + 1 < offsets.size(); ++i) {
    const auto begin = in.begin() + offsets[i], end = in.begin() + offsets[i + 1];
    sums.push_back(std::accumulate(begin, end, 0));
    largest.push_back(begin == end ? std::numeric_limits<int>::lowest()
                                   : *std::max_element(begin, end));
  }
  const int segments = int(sums.size());
  const Array<int> from(in), edges(offsets), to(sums);
  run("segments", [&](void* temporary, size_t& bytes) {
    return cub::DeviceSegmentedReduce::Sum(temporary, bytes, (int*)from, (int*)to, segments,
                                           (int*)edges, (int*)edges + 1);
  });
  expect("sums of segments", to, sums);
  run("segments", [&](void* temporary, size_t& bytes) {
    return cub::DeviceSegmentedReduce::Max(temporary, bytes, (int*)from, (int*)to, segments,
                                           (int*)edges, (int*)edges + 1);
  });
  expect("largest of segments", to, largest);
}

int main() {
  cudaStream_t stream = nullptr;
  cudaStreamCreate(&stream);
  check_reductions<int>("int", stream);
  check_reductions<double>("double", nullptr);
  check_reductions<long long>("long long", stream);
  check_places();
  check_accuracy();
  check_nothing();
  check_transformed();
  check_scans<int>("scans of int");
  check_scans<double>("scans of double");
  check_scans_in_order();
  check_keys();
  check_segments();
  return verdict();
}
