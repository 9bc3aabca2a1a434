// Launches that fail: each names what went wrong, where, and in which thread, and none hangs.
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/unit/simulator/run_kernel.h"

namespace larder::inline v1::simulator {
namespace {

using testing::Test;

std::string at(int line) { return std::string(__FILE__) + ":" + std::to_string(line); }

void expect_failure(const Status& status, const std::string& message) {
  EXPECT_EQ(status.code(), Code::kLaunchFailed) << status.text();
  EXPECT_EQ(status.message(), "kernel k: " + message);
}

constexpr int kThenLine = __LINE__ + 3;
LARDER_KERNEL void diverge() {
  if (threadIdx.x < 5) {  // NOLINT(bugprone-branch-clone): two barriers are not one
    __syncthreads();
  } else {
    __syncthreads();
  }
}

TEST(Failure, DivergentBarrierNamesBothPlacesAndThreads) {
  for (int repeat = 0; repeat < 3; ++repeat) {
    expect_failure(run_kernel<diverge>({1, 64}), "divergent barrier: thread (0,0,0) waits at " +
                                                     at(kThenLine) + ", thread (5,0,0) at " +
                                                     at(kThenLine + 2) + " (block (0,0,0))");
  }
}

constexpr int kInLoopLine = __LINE__ + 2;
LARDER_KERNEL void loop_diverge() {
  for (unsigned i = 0; i < 2 + threadIdx.y; ++i) __syncthreads();
  __syncthreads();
}

TEST(Failure, BarrierInADivergentLoop) {
  expect_failure(run_kernel<loop_diverge>({dim3(1, 1), dim3(1, 3)}),
                 "divergent barrier: thread (0,0,0) waits at " + at(kInLoopLine + 1) +
                     ", thread (0,1,0) at " + at(kInLoopLine) + " (block (0,0,0))");
}

LARDER_KERNEL void throws(int where) {
  if (static_cast<int>(blockIdx.x) >= where) {
    __syncthreads();
    if (threadIdx.x == 3) throw std::runtime_error("no good");
    __syncthreads();
  }
}

TEST(Failure, ExceptionEndsTheLaunchWithTheLowestBlockOfThoseThatFailed) {
  expect_failure(run_kernel<throws>({1, 8}, 0),
                 "thread (3,0,0) threw an exception: no good (block (0,0,0))");
  const Status status = run_kernel<throws>({1000, 8}, 500);
  EXPECT_EQ(status.code(), Code::kLaunchFailed);
  EXPECT_NE(status.message().find("thread (3,0,0) threw an exception: no good (block ("),
            std::string::npos);
}

LARDER_KERNEL void throws_int() { throw 1; }

TEST(Failure, AnyException) {
  expect_failure(run_kernel<throws_int>({1, 1}),
                 "thread (0,0,0) threw an exception (block (0,0,0))");
}

constexpr int kTrapLine = __LINE__ + 3;
LARDER_KERNEL void traps() {
  __syncthreads();
  if (threadIdx.x == 1 && threadIdx.z == 2) __trap();
  __syncthreads();
}

TEST(Failure, TrapEndsTheLaunch) {
  expect_failure(run_kernel<traps>({1, dim3(2, 3, 4)}),
                 "thread (1,0,2) trapped at " + at(kTrapLine) + " (block (0,0,0))");
}

constexpr int kMaskLine = __LINE__ + 2;
LARDER_KERNEL void foreign_mask() {
  if (threadIdx.x == 37) (void)__ballot_sync(0x0000000fu, 1);
}

TEST(Failure, CallerMustBeInItsOwnMask) {
  expect_failure(run_kernel<foreign_mask>({1, 64}),
                 "thread (37,0,0) calls a warp operation at " + at(kMaskLine) +
                     " for lanes 0x0000000f, which do not include its own lane 5 (block (0,0,0))");
}

constexpr int kMixedLine = __LINE__ + 3;
LARDER_KERNEL void warp_against_barrier() {
  if (threadIdx.x == 4) {
    (void)__shfl_sync(0xffffffffu, 1, 0);
  } else {
    __syncthreads();
  }
}

TEST(Failure, DeadlockBetweenWarpOperationAndBarrier) {
  expect_failure(run_kernel<warp_against_barrier>({1, 32}),
                 "deadlock: thread (4,0,0) waits at " + at(kMixedLine) +
                     " for lanes 0xffffffff, thread (0,0,0) waits at " + at(kMixedLine + 2) +
                     " for the whole block (block (0,0,0))");
}

constexpr int kMasksLine = __LINE__ + 3;
LARDER_KERNEL void different_masks() {
  if (threadIdx.x == 0) {
    __syncwarp(0x3);
  } else if (threadIdx.x == 1) {
    __syncwarp(0x6);
  } else if (threadIdx.x == 2) {
    __syncwarp(0x5);
  }
}

TEST(Failure, DeadlockBetweenMasks) {
  expect_failure(run_kernel<different_masks>({1, 32}),
                 "deadlock: thread (0,0,0) waits at " + at(kMasksLine) +
                     " for lanes 0x00000003, thread (1,0,0) waits at " + at(kMasksLine + 2) +
                     " for lanes 0x00000006 (block (0,0,0))");
}

constexpr int kOperationsLine = __LINE__ + 3;
LARDER_KERNEL void different_operations() {
  if (threadIdx.x % 2 == 0) {
    (void)__any_sync(0xffffffffu, 1);
  } else {
    (void)__all_sync(0xffffffffu, 1);
  }
}

TEST(Failure, DeadlockBetweenOperations) {
  expect_failure(run_kernel<different_operations>({1, 32}),
                 "deadlock: thread (0,0,0) waits at " + at(kOperationsLine) +
                     " for lanes 0xffffffff, thread (1,0,0) waits at " + at(kOperationsLine + 2) +
                     " for lanes 0xffffffff (block (0,0,0))");
}

LARDER_KERNEL void count(int* out) {
  out[blockIdx.x * blockDim.x + threadIdx.x] = __syncthreads_count(1);
}

TEST(Failure, TheNextLaunchStartsAfresh) {
  for (int repeat = 0; repeat < 20; ++repeat) {
    EXPECT_FALSE(run_kernel<diverge>({4, 64}).ok());
    std::vector<int> out(std::size_t{4} * 300);
    ASSERT_TRUE(run_kernel<count>({4, 300}, out.data()).ok());
    for (int value : out) EXPECT_EQ(value, 300);
  }
}

TEST(FailureDeathTest, BarrierOutsideAKernel) { EXPECT_DEATH(__syncthreads(), "outside a kernel"); }

LARDER_KERNEL void endless() {
  kill(getpid(), SIGINT);
  for (volatile bool go = true; go;) {
  }
}

// Nothing else does, as on a GPU; nothing of ours may stand in the way of Ctrl-C.
TEST(FailureDeathTest, AnInterruptEndsAnEndlessLoop) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT((void)run_kernel<endless>({1, 1}), testing::KilledBySignal(SIGINT), "^$");
}

}  // namespace
}  // namespace larder::inline v1::simulator
