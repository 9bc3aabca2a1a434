#include "runtime/simulator/executor.h"

#include <gtest/gtest.h>
#include <pthread.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "tests/unit/simulator/run_kernel.h"

namespace larder::inline v1::simulator {
namespace {

LARDER_KERNEL void indices(unsigned* out) {
  const unsigned block = (blockIdx.z * gridDim.y + blockIdx.y) * gridDim.x + blockIdx.x;
  const unsigned thread = (threadIdx.z * blockDim.y + threadIdx.y) * blockDim.x + threadIdx.x;
  const unsigned threads = blockDim.x * blockDim.y * blockDim.z;
  out[block * threads + thread] += block * threads + thread + 1;
}

void expect_each_once(dim3 grid, dim3 block) {
  const std::size_t n = std::size_t{grid.x} * grid.y * grid.z * block.x * block.y * block.z;
  std::vector<unsigned> out(n);
  ASSERT_TRUE(run_kernel<indices>({grid, block}, out.data()).ok());
  for (std::size_t i = 0; i < n; ++i) ASSERT_EQ(out[i], i + 1);
}

TEST(RunGrid, RunsEveryThreadOnceInOneToThreeDimensions) {
  expect_each_once(1, 1);
  expect_each_once(7, 1024);
  expect_each_once(dim3(3, 5), dim3(17, 4));
  expect_each_once(dim3(2, 3, 4), dim3(5, 6, 7));
  expect_each_once(dim3(1, 1, 200), dim3(1, 1, 64));
  expect_each_once(1000, 1);
}

struct Settings {
  double scale;
  int offset;
  char tag;
};
LARDER_KERNEL void by_value(double* out, Settings settings, float x, const int* more) {
  settings.offset += static_cast<int>(threadIdx.x);  // each thread has its own copy
  out[threadIdx.x] = settings.scale * x + settings.offset + more[0] + settings.tag;
}

TEST(RunGrid, GivesEachThreadItsOwnCopyOfTheArguments) {
  std::vector<double> out(50);
  const int more = 1000;
  ASSERT_TRUE(run_kernel<by_value>({1, 50}, out.data(), Settings{2.0, 10, 'a'}, 1.5f, &more).ok());
  for (int i = 0; i < 50; ++i) EXPECT_EQ(out[i], 3.0 + 10 + i + 1000 + 'a');
}

LARDER_KERNEL void tally(int* out) {
  static char id;
  int& sum = shared_variable<int>(&id);
  if (threadIdx.x == 0) sum = 0;
  __syncthreads();
  atomicAdd(&sum, static_cast<int>(threadIdx.x));
  __syncthreads();
  if (threadIdx.x == 0) out[blockIdx.x] = sum;
}

TEST(RunGrid, RunsGridsOfSeveralHostThreadsAtOnce) {
  std::vector<std::thread> hosts;
  hosts.reserve(8);
  std::atomic<int> right{0};
  for (unsigned host = 0; host < 8; ++host) {
    hosts.emplace_back([host, &right] {
      for (int repeat = 0; repeat < 20; ++repeat) {
        const unsigned threads = 32 + 40 * host;
        std::vector<int> out(30, -1);
        if (!run_kernel<tally>({30, threads}, out.data()).ok()) return;
        const int wanted = static_cast<int>(threads * (threads - 1) / 2);
        for (int value : out) right += value == wanted ? 1 : 0;
      }
    });
  }
  for (std::thread& host : hosts) host.join();
  EXPECT_EQ(right.load(), 8 * 20 * 30);
}

LARDER_KERNEL void launch_inside(int* ok) {
  *ok = run_kernel<tally>({1, 1}, ok).code() == Code::kUnsupported ? 1 : 0;
}

TEST(RunGrid, RefusesALaunchFromInsideAKernel) {
  int ok = 0;
  ASSERT_TRUE(run_kernel<launch_inside>({1, 1}, &ok).ok());
  EXPECT_EQ(ok, 1);
}

// Each block waits for the one before it, as a chained scan does: blocks must be begun in order.
LARDER_KERNEL void chained(int* flags) {
  const unsigned b = blockIdx.x;
  if (b > 0) {
    while (atomicAdd(&flags[b - 1], 0) == 0) __nanosleep(10);
  }
  atomicExch(&flags[b], 1);
}

TEST(RunGrid, BlocksMayWaitForLowerOnes) {
  std::vector<int> flags(500);
  ASSERT_TRUE(run_kernel<chained>({500, 1}, flags.data()).ok());
  for (int flag : flags) EXPECT_EQ(flag, 1);
}

// The launch's data lie on the stack of the thread that launched, which others use.
TEST(RunGrid, AThreadThatIsCancelledEndsItsLaunchFirst) {
  const auto launch_again_and_again = [](void*) -> void* {
    for (;;) {
      std::vector<int> flags(50);
      static_cast<void>(run_kernel<chained>({50, 1}, flags.data()));
      pthread_testcancel();
    }
  };
  for (int i = 0; i < 40; ++i) {
    pthread_t thread;
    ASSERT_EQ(pthread_create(&thread, nullptr, +launch_again_and_again, nullptr), 0);
    std::this_thread::sleep_for(std::chrono::microseconds(500 + 37 * i));
    ASSERT_EQ(pthread_cancel(thread), 0);
    void* result = nullptr;
    ASSERT_EQ(pthread_join(thread, &result), 0);
    EXPECT_EQ(result, PTHREAD_CANCELED);
  }
  expect_each_once(7, 1024);
}

LARDER_KERNEL void deep(int* out, int depth) {
  struct Recurse {
    static int go(int left) {
      volatile char frame[512] = {};
      frame[0] = static_cast<char>(left & 1);
      __syncthreads();
      return left == 0 ? frame[0] : go(left - 1) + 1 - frame[0] + frame[0];
    }
  };
  out[threadIdx.x] = Recurse::go(depth);
}

TEST(RunGrid, StacksHoldDeepRecursion) {
  std::vector<int> out(64);
  ASSERT_TRUE(run_kernel<deep>({1, 64}, out.data(), 100).ok());
  for (int value : out) EXPECT_EQ(value, 100);
}

}  // namespace
}  // namespace larder::inline v1::simulator
