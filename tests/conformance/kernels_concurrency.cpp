// Launches from several host threads at once, on one device and on several, and streams.
#include <atomic>
#include <thread>
#include <vector>

#include "backends.h"

namespace {

CONFORMANCE_SUITE(Concurrency);

LARDER_KERNEL void tally(int* out, int weight) {
  __shared__ int sum;
  if (threadIdx.x == 0) sum = 0;
  __syncthreads();
  atomicAdd(&sum, static_cast<int>(threadIdx.x) * weight);
  __syncthreads();
  if (threadIdx.x == 0) out[blockIdx.x] = sum;
}

// Each host thread with its own block size and weight; counts the right results.
int launch_repeatedly(larder::Device& device, int host) {
  const int threads = 32 + 40 * host;
  const int wanted = threads * (threads - 1) / 2 * (host + 1);
  int right = 0;
  auto out = device.allocate<int>(25);
  for (int repeat = 0; repeat < 20; ++repeat) {
    device.launch(tally, {25, threads}, out, host + 1);
    std::vector<int> values;
    if (!device.download(out, values).ok()) return right;
    for (int value : values) right += value == wanted ? 1 : 0;
  }
  return right;
}

TEST_P(Concurrency, ManyHostThreadsOnOneDevice) {
  std::atomic<int> right{0};
  std::vector<std::thread> hosts;
  for (int host = 0; host < 8; ++host) {
    hosts.emplace_back([&, host] { right += launch_repeatedly(device(), host); });
  }
  for (std::thread& host : hosts) host.join();
  EXPECT_EQ(right.load(), 8 * 20 * 25);
}

LARDER_KERNEL void append(int* log, int* length, int value) { log[atomicAdd(length, 1)] = value; }

TEST_P(Concurrency, LaunchesOfOneStreamRunInOrder) {
  auto stream = device().stream();
  auto log = filled(50, 0);
  auto length = filled(1, 0);
  ASSERT_TRUE(device().synchronize().ok());
  for (int i = 0; i < 50; ++i) device().launch(append, {1, 1, 0, stream}, log, length, i);
  ASSERT_TRUE(stream.synchronize().ok());
  const std::vector<int> values = contents(log);
  for (int i = 0; i < 50; ++i) ASSERT_EQ(values[i], i);
}

TEST_P(Concurrency, StreamsOfSeveralHostThreads) {
  std::vector<std::thread> hosts;
  std::atomic<int> right{0};
  for (int host = 0; host < 4; ++host) {
    hosts.emplace_back([&, host] {
      auto stream = device().stream();
      auto out = device().allocate<int>(10);
      device().launch(tally, {10, 64, 0, stream}, out, host);
      if (!stream.synchronize().ok()) return;
      std::vector<int> values;
      if (!device().download(out, values).ok()) return;
      for (int value : values) right += value == 2016 * host ? 1 : 0;
    });
  }
  for (std::thread& host : hosts) host.join();
  EXPECT_EQ(right.load(), 40);
}

}  // namespace
