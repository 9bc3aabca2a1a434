// Kernels that loop over the threads of a block themselves, as the generator writes them
// (larder/detail/threads.h); and one of that lowering that was compiled without the loop.
#include <gtest/gtest.h>
#include <larder/detail/threads.h>

#include <atomic>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "tests/unit/simulator/run_kernel.h"

namespace larder::inline v1::simulator {
namespace {

template <auto Kernel, class... Arguments>
Status run_plain(const Shape& shape, Arguments... arguments) {
  detail::KernelRecord record = record_of<Kernel>();
  record.lowering = detail::Lowering::kPlain;
  void* const pointers[] = {static_cast<void*>(&arguments)..., nullptr};
  return run_grid(record, shape.grid, shape.block, shape.dynamic_shared_bytes, pointers);
}

unsigned number_of(uint3 thread, uint3 block, dim3 size, dim3 grid) {
  const unsigned in_block = (thread.z * size.y + thread.y) * size.x + thread.x;
  return ((block.z * grid.y + block.y) * grid.x + block.x) * size.x * size.y * size.z + in_block;
}

void count(std::atomic<int>* counts) {
  detail::each_thread<false>([&](uint3 thread, uint3 block, dim3 size, dim3 grid) {
    ++counts[number_of(thread, block, size, grid)];
  });
}

TEST(Plain, EachThreadOfEachBlockRunsOnce) {
  std::vector<std::atomic<int>> counts(std::size_t{70} * 3 * 2 * 5 * 3 * 2);
  ASSERT_TRUE(run_plain<count>({dim3(70, 3, 2), dim3(5, 3, 2)}, counts.data()).ok());
  for (const std::atomic<int>& each : counts) ASSERT_EQ(each, 1);
}

void count_one(std::atomic<int>* counts) {
  ++counts[number_of(threadIdx, blockIdx, blockDim, gridDim)];
}

TEST(Plain, WithoutTheLoopThreadsRunOneByOne) {
  std::vector<std::atomic<int>> counts(std::size_t{40} * 33);
  ASSERT_TRUE(run_plain<count_one>({40, 33}, counts.data()).ok());
  for (const std::atomic<int>& each : counts) ASSERT_EQ(each, 1);
}

constexpr int kTrapLine = __LINE__ + 3;
void traps() {
  detail::each_thread<true>([](uint3 thread, uint3 block, dim3, dim3) {
    if (thread.x == 3 && thread.y == 1 && block.x == 2) __trap();
  });
}

TEST(Plain, ATrapNamesTheThread) {
  const Status status = run_plain<traps>({4, dim3(8, 2)});
  EXPECT_EQ(status.message(), "kernel k: thread (3,1,0) trapped at " + std::string(__FILE__) + ":" +
                                  std::to_string(kTrapLine) + " (block (2,0,0))");
}

void throws() {
  detail::each_thread<false>([](uint3 thread, uint3, dim3, dim3) {
    if (thread.x == 5) throw std::runtime_error("no good");
  });
}

TEST(Plain, AnExceptionNamesTheThread) {
  const Status status = run_plain<throws>({1, 8});
  EXPECT_EQ(status.code(), Code::kLaunchFailed);
  EXPECT_EQ(status.message(),
            "kernel k: thread (5,0,0) threw an exception: no good (block (0,0,0))");
}

void waits() {
  detail::each_thread<true>([](uint3, uint3, dim3, dim3) { __syncthreads(); });
}

TEST(Plain, WaitingIsAnError) {
  const Status status = run_plain<waits>({1, 8});
  EXPECT_EQ(status.code(), Code::kLaunchFailed);
  EXPECT_NE(status.message().find("thread (0,0,0) waits at " + std::string(__FILE__)),
            std::string::npos)
      << status.message();
  EXPECT_NE(status.message().find("LARDER_KERNEL_FIBERS"), std::string::npos);
  EXPECT_TRUE(run_plain<count_one>({1, 8}, std::vector<std::atomic<int>>(8).data()).ok());
}

void take_turns(int* sums) {
  detail::each_thread<false>([&](uint3 thread, uint3, dim3, dim3) {
    for (int i = 0; i < 5000; ++i) sums[thread.x] += atomicAdd(&sums[8], 1) >= 0 ? 1 : 0;
  });
}

TEST(Plain, ATurnGivenGoesToNobody) {
  std::vector<int> sums(9);
  ASSERT_TRUE(run_plain<take_turns>({1, 8}, sums.data()).ok());
  for (int i = 0; i < 8; ++i) EXPECT_EQ(sums[i], 5000);
}

void mark_shared(int* fresh) {
  static char id;
  int& cell = shared_variable<int>(&id);
  // In the loop, as code of the user always is: what stands before it may run again.
  detail::each_thread<false>([&](uint3, uint3, dim3, dim3) {
    const int before = std::exchange(cell, 1);
    if (before == -1) atomicAdd(fresh, 1);
  });
}

TEST(Plain, SharedMemoryIsFreshInEachBlock) {
  int fresh = 0;
  ASSERT_TRUE(run_plain<mark_shared>({100, 8}, &fresh).ok());
  EXPECT_EQ(fresh, 100);
}

}  // namespace
}  // namespace larder::inline v1::simulator
