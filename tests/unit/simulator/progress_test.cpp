// Threads and blocks that wait for each other by looking at memory, and the watchdog over them.
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "runtime/simulator/stall_watch.h"
#include "tests/unit/simulator/run_kernel.h"

namespace larder::inline v1::simulator {
namespace {

using namespace std::chrono_literals;

LARDER_KERNEL void meet(unsigned* arrived, unsigned wanted) {
  if (threadIdx.x == 0) {
    atomicAdd(arrived, 1u);
    while (atomicAdd(arrived, 0u) < wanted) {
    }
  }
  __syncthreads();
}

TEST(BlocksThatWait, AsManyBlocksMeetAsAGpuHolds) {
  unsigned arrived = 0;
  ASSERT_TRUE(run_kernel<meet>({kResidentBlocks, 2}, &arrived, unsigned{kResidentBlocks}).ok());
  EXPECT_EQ(arrived, kResidentBlocks);
  arrived = 0;  // blocks as large as can be
  ASSERT_TRUE(run_kernel<meet>({64, 1024}, &arrived, 64u).ok());
}

template <auto Kernel, class... Arguments>
Status run_watched(const Shape& shape, std::chrono::nanoseconds limit, Arguments... arguments) {
  void* const pointers[] = {static_cast<void*>(&arguments)..., nullptr};
  return run_grid(record_of<Kernel>(), shape.grid, shape.block, 0, pointers, limit);
}

TEST(BlocksThatWait, MoreBlocksThanThatEndByTheWatchdog) {
  unsigned arrived = 0;
  const unsigned blocks = kResidentBlocks + 200;
  const Status status = run_watched<meet>({blocks, 1}, 300ms, &arrived, blocks);
  EXPECT_EQ(status.code(), Code::kLaunchFailed);
  EXPECT_NE(status.text().find("no more than 4224 blocks are held at a time, as on a GPU"),
            std::string::npos)
      << status.text();
}

LARDER_KERNEL void wait_for_ever(int* never) {
  if (blockIdx.x != 1) return;
  if (threadIdx.x == 3) {
    while (atomicAdd(never, 0) == 0) __nanosleep(1);
  }
  __syncthreads();
}
constexpr int kSpinLine = __LINE__ - 4;

TEST(Watchdog, SaysWhoWaitsWhere) {
  int never = 0;
  const Status status = run_watched<wait_for_ever>({4, 32}, 200ms, &never);
  EXPECT_EQ(status.code(), Code::kLaunchFailed);
  const std::string file = __FILE__;
  const std::string spins = file + ":" + std::to_string(kSpinLine);
  const std::string waits = file + ":" + std::to_string(kSpinLine + 2);
  EXPECT_EQ(status.message(),
            "kernel k: no progress for 0.2 s: block (1,0,0): thread (0,0,0) waits at " + waits +
                " for the whole block (as do 30 others), thread (3,0,0) spins at " + spins);
  unsigned arrived = 0;  // the OS threads can run blocks again
  EXPECT_TRUE(run_kernel<meet>({20, 32}, &arrived, 20u).ok());
}

LARDER_KERNEL void wait_in_each_block(int* never) {
  while (atomicAdd(never, 0) == 0) {
  }
}

TEST(Watchdog, NamesTheFirstBlocks) {
  int never = 0;
  const Status status = run_watched<wait_in_each_block>({9, 1}, 100ms, &never);
  for (const char* text :
       {"block (0,0,0): thread (0,0,0) spins at", "; block (3,0,0): ", "; 5 more blocks wait"}) {
    EXPECT_NE(status.text().find(text), std::string::npos) << status.text();
  }
}

// A long computation is not a hang: one block computes, the others wait for it.
LARDER_KERNEL void wait_for_a_slow_one(int* done, int milliseconds) {
  if (blockIdx.x == 2) {
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
    atomicExch(done, 1);
  }
  while (atomicAdd(done, 0) == 0) {
  }
}

TEST(Watchdog, LeavesABlockThatComputesAlone) {
  int done = 0;
  EXPECT_TRUE(run_watched<wait_for_a_slow_one>({5, 1}, 300ms, &done, 900).ok());
}

// Spinning with a side effect is work, as far as anybody knows.
LARDER_KERNEL void count_up(unsigned long long* sum, int turns) {
  for (int i = 0; i < turns; ++i) atomicAdd(sum, 1ull);
}

TEST(Watchdog, LeavesAtomicsThatWriteAlone) {
  unsigned long long sum = 0;
  EXPECT_TRUE(run_watched<count_up>({3, 2}, 20ms, &sum, 3000000).ok());
  EXPECT_EQ(sum, 18000000u);
}

LARDER_KERNEL void await_host(volatile int* flag) {
  while (*flag == 0) spin();
}

TEST(BlocksThatWait, TheHostSetsWhatAKernelWaitsFor) {
  volatile int flag = 0;
  std::thread host([&] {
    std::this_thread::sleep_for(50ms);
    flag = 1;
  });
  EXPECT_TRUE(run_watched<await_host>({6, 40}, 10s, &flag).ok());
  host.join();
}

TEST(Watchdog, AllMustHaveAskedInVain) {
  StallWatch watch(1ms);
  watch.enter();
  watch.enter();
  std::uint64_t one = 0, other = 0;
  std::this_thread::sleep_for(5ms);
  EXPECT_FALSE(watch.expired(one));
  EXPECT_FALSE(watch.expired(one));  // the other one may be at work
  watch.note_progress();
  std::this_thread::sleep_for(5ms);
  EXPECT_FALSE(watch.expired(other));
  EXPECT_TRUE(watch.expired(one));
  StallWatch off(0ms);
  EXPECT_FALSE(off.expired(one));
}

}  // namespace
}  // namespace larder::inline v1::simulator
