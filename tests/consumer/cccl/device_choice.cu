// CUB's device-wide algorithms that choose, count and move items.
#include <algorithm>
#include <cub/cub.cuh>
#include <numeric>

#include "two_calls.h"

constexpr int kCount = 20011;

struct Even {
  __host__ __device__ bool operator()(int x) const { return x % 2 == 0; }
};
struct Large {
  __host__ __device__ bool operator()(int x) const { return x > 20; }
};
struct Add {
  int* to;
  __host__ __device__ void operator()(int i) { to[i] += i; }
};
struct Sum {
  __host__ __device__ int operator()(int a, int b) const { return a + b; }
};

void check_selections() {
  const std::vector<int> in = numbers<int>(kCount);
  std::vector<int> even, flagged, unique;
  std::vector<char> flags(kCount);
  for (int i = 0; i < kCount; ++i) {
    flags[i] = i % 3 == 1;
    if (flags[i]) flagged.push_back(in[i]);
  }
  std::copy_if(in.begin(), in.end(), std::back_inserter(even), Even());
  std::vector<int> runs(kCount);
  for (int i = 0; i < kCount; ++i) runs[i] = in[i / 10];
  std::unique_copy(runs.begin(), runs.end(), std::back_inserter(unique));
  const Array<int> from(in), to(in), repeated(runs), count({0});
  const Array<char> flag(flags);
  run("Flagged", [&](void* temporary, size_t& bytes) {
    return cub::DeviceSelect::Flagged(temporary, bytes, (int*)from, (char*)flag, (int*)to,
                                      (int*)count, kCount);
  });
  expect("Flagged", to, flagged);
  expect("Flagged", count, {int(flagged.size())});
  run("Unique", [&](void* temporary, size_t& bytes) {
    return cub::DeviceSelect::Unique(temporary, bytes, (int*)repeated, (int*)to, (int*)count,
                                     kCount);
  });
  expect("Unique", to, unique);
  expect("Unique", count, {int(unique.size())});
  run("If", [&](void* temporary, size_t& bytes) {  // in place
    return cub::DeviceSelect::If(temporary, bytes, (int*)from, (int*)count, kCount, Even());
  });
  expect("If", from, even);
  expect("If", count, {int(even.size())});
}

void check_partitions() {
  const std::vector<int> in = numbers<int>(kCount);
  std::vector<int> wanted, others;
  for (const int x : in) (Even()(x) ? wanted : others).push_back(x);
  const int even = int(wanted.size());
  wanted.insert(wanted.end(), others.rbegin(), others.rend());
  const Array<int> from(in), to(in), count({0, 0});
  run("partition", [&](void* temporary, size_t& bytes) {
    return cub::DevicePartition::If(temporary, bytes, (int*)from, (int*)to, (int*)count, kCount,
                                    Even());
  });
  expect("partition", to, wanted);
  expect("partition", count, {even});

  std::vector<int> large, rest;
  for (const int x : others) (Large()(x) ? large : rest).push_back(x);
  const Array<int> first(in), second(in), third(in);
  run("three parts", [&](void* temporary, size_t& bytes) {
    return cub::DevicePartition::If(temporary, bytes, (int*)from, (int*)first, (int*)second,
                                    (int*)third, (int*)count, kCount, Even(), Large());
  });
  expect("second part", second, large);
  expect("third part", third, rest);
  expect("three parts", count, {even, int(large.size())});
}

void check_runs() {
  const Array<int> in({5, 5, 5, 2, 9, 9, 1}), unique({0, 0, 0, 0}), length({0, 0, 0, 0}), runs({0});
  run("Encode", [&](void* temporary, size_t& bytes) {
    return cub::DeviceRunLengthEncode::Encode(temporary, bytes, (int*)in, (int*)unique,
                                              (int*)length, (int*)runs, 7);
  });
  expect("Encode", unique, {5, 2, 9, 1});
  expect("Encode", length, {3, 1, 2, 1});
  expect("Encode", runs, {4});
  run("runs", [&](void* temporary, size_t& bytes) {
    return cub::DeviceRunLengthEncode::NonTrivialRuns(temporary, bytes, (int*)in, (int*)unique,
                                                      (int*)length, (int*)runs, 7);
  });
  expect("runs", unique, {0, 4});
  expect("runs", length, {3, 2});
  expect("runs", runs, {2});
}

void check_histograms() {
  const std::vector<float> in = {0.1f, 0.9f, 5.0f, 9.99f, 10.0f, -1.0f, 2.5f, 5.1f};
  const Array<float> from(in), edges({0, 1, 5, 10});
  const Array<int> even({9, 9, 9, 9}), range({9, 9, 9});
  run("even", [&](void* temporary, size_t& bytes) {
    return cub::DeviceHistogram::HistogramEven(temporary, bytes, (float*)from, (int*)even, 5, 0.0f,
                                               10.0f, 8);
  });
  expect("even", even, {2, 1, 2, 1});
  run("range", [&](void* temporary, size_t& bytes) {
    return cub::DeviceHistogram::HistogramRange(temporary, bytes, (float*)from, (int*)range, 4,
                                                (float*)edges, 8);
  });
  expect("range", range, {2, 1, 3});

  // Three of four channels.
  const Array<unsigned char> pixels({0, 100, 200, 7, 255, 100, 201, 7});
  const Array<int> red(std::vector<int>(256)), green(red.values()), blue(red.values());
  int* counters[3] = {red, green, blue};
  int levels[3] = {257, 257, 257}, lower[3] = {0, 0, 0}, upper[3] = {256, 256, 256};
  run("channels", [&](void* temporary, size_t& bytes) {
    return cub::DeviceHistogram::MultiHistogramEven<4, 3>(temporary, bytes, (unsigned char*)pixels,
                                                          counters, levels, lower, upper, 2);
  });
  if (red.values()[0] != 1 || red.values()[255] != 1 || green.values()[100] != 2 ||
      blue.values()[200] != 1 || blue.values()[201] != 1)
    ++failures, std::printf("channels are wrong\n");
}

void check_each() {
  std::vector<int> in = numbers<int>(kCount), wanted(kCount);
  for (int i = 0; i < kCount; ++i) wanted[i] = in[i] + i;
  const Array<int> data(in), from(in), to(in);
  if (cub::DeviceFor::Bulk(kCount, Add{data}) != cudaSuccess) ++failures;
  expect("Bulk", data, wanted);
  if (cub::DeviceTransform::Transform(cuda::std::make_tuple((int*)from, (int*)data), (int*)to,
                                      kCount, Sum()) != cudaSuccess)
    ++failures;
  for (int i = 0; i < kCount; ++i) wanted[i] += in[i];
  expect("Transform", to, wanted);
  std::adjacent_difference(in.begin(), in.end(), wanted.begin());
  run("difference", [&](void* temporary, size_t& bytes) {
    return cub::DeviceAdjacentDifference::SubtractLeft(temporary, bytes, (int*)from, kCount);
  });
  expect("difference", from, wanted);
}

// Blocks take tiles from a queue that the host fills; the last one to end resets it.
__global__ void drain(cub::GridQueue<int> queue, const int* in, int* sum, int* ended, int count) {
  __shared__ int tile;
  for (;;) {
    if (threadIdx.x == 0) tile = queue.Drain(32);
    __syncthreads();
    const int at = tile + threadIdx.x;
    __syncthreads();
    if (at - int(threadIdx.x) >= count) break;
    if (at < count) atomicAdd(sum, in[at]);
  }
  if (threadIdx.x == 0 && atomicAdd(ended, 1) == int(gridDim.x) - 1) queue.FillAndResetDrain(5);
}

void check_queue() {
  const std::vector<int> in = numbers<int>(kCount);
  const Array<int> from(in), sum({0}), ended({0}), memory({1, 1, 1, 1});
  cub::GridQueue<int> queue((int*)memory);
  queue.FillAndResetDrain(kCount);
  drain<<<7, 32>>>(queue, from, sum, ended, kCount);
  expect("queue", sum, {std::accumulate(in.begin(), in.end(), 0)});
  int fill = 0;
  queue.FillSize(fill);
  expect("queue's memory", memory, {5, 0});
  if (fill != 5) ++failures, std::printf("the queue is not filled\n");
}

/// The work of a captured stream runs when its graph is launched, each time.
void check_capture() {
  cudaStream_t stream = nullptr;
  cudaStreamCreate(&stream);
  const Array<int> in({1, 2, 3, 4}), sum({0}), temporary(std::vector<int>(1024));
  size_t bytes = sizeof(int) * 1024;
  cudaStreamBeginCapture(stream, cudaStreamCaptureModeThreadLocal);
  if (cub::DeviceReduce::Sum((int*)temporary, bytes, (int*)in, (int*)sum, 4, stream) != cudaSuccess)
    ++failures;
  cudaGraph_t graph = nullptr;
  cudaGraphExec_t executable = nullptr;
  cudaStreamEndCapture(stream, &graph);
  expect("captured", sum, {0});
  cudaGraphInstantiate(&executable, graph, 0);
  cudaGraphLaunch(executable, stream);
  cudaStreamSynchronize(stream);
  expect("launched", sum, {10});
  cudaMemset(in, 0, sizeof(int));
  cudaGraphLaunch(executable, stream);
  cudaStreamSynchronize(stream);
  expect("launched again", sum, {9});
}

int main() {
  check_selections();
  check_partitions();
  check_runs();
  check_histograms();
  check_each();
  check_queue();
  check_capture();
  return verdict();
}
