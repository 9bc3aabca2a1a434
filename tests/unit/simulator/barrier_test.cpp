#include <gtest/gtest.h>

#include <vector>

#include "tests/unit/simulator/run_kernel.h"

namespace larder::inline v1::simulator {
namespace {

// Each thread adds what its neighbour wrote before the barrier.
LARDER_KERNEL void rotate(int* out, int rounds) {
  static char id;
  auto& ring = shared_variable<int[1024]>(&id);
  const int i = static_cast<int>(threadIdx.x);
  const int n = static_cast<int>(blockDim.x);
  ring[i] = i;
  for (int round = 0; round < rounds; ++round) {
    __syncthreads();
    const int next = ring[(i + 1) % n];
    __syncthreads();
    ring[i] = next;
  }
  __syncthreads();
  out[blockIdx.x * n + i] = ring[i];
}

class Barrier : public testing::TestWithParam<unsigned> {};

TEST_P(Barrier, SeparatesWritesFromReadsInLoops) {
  const unsigned threads = GetParam();
  std::vector<int> out(std::size_t{threads} * 5);
  ASSERT_TRUE(run_kernel<rotate>({5, threads}, out.data(), 7).ok());
  for (unsigned i = 0; i < out.size(); ++i) {
    EXPECT_EQ(out[i], static_cast<int>((i % threads + 7) % threads)) << i;
  }
}

INSTANTIATE_TEST_SUITE_P(Threads, Barrier, testing::Values(1u, 2u, 31u, 33u, 256u, 1000u, 1024u));

LARDER_KERNEL void early_exit(int* out) {
  const int i = static_cast<int>(threadIdx.x);
  if (i % 3 == 0) return;
  out[i] = __syncthreads_count(1);
  if (i % 3 == 1) return;
  out[i] += 1000 * __syncthreads_count(i % 2);
}

TEST(BarrierAfterExit, CountsOnlyThreadsThatHaveNotExited) {
  std::vector<int> out(12, -1);
  ASSERT_TRUE(run_kernel<early_exit>({1, 12}, out.data()).ok());
  // 8 threads meet the first barrier; 2, 5, 8, 11 meet the second, of which 5 and 11 are odd.
  EXPECT_EQ(out, (std::vector<int>{-1, 8, 2008, -1, 8, 2008, -1, 8, 2008, -1, 8, 2008}));
}

LARDER_KERNEL void last_exits_late(int* out) {
  const int i = static_cast<int>(threadIdx.x);
  if (i == static_cast<int>(blockDim.x) - 1) return;  // the others have been waiting for it
  out[i] = __syncthreads_count(1);
}

TEST(BarrierAfterExit, OpensWhenTheLastThreadMissingExits) {
  std::vector<int> out(40, 39);
  ASSERT_TRUE(run_kernel<last_exits_late>({1, 40}, out.data()).ok());
  for (int value : out) EXPECT_EQ(value, 39);
}

LARDER_KERNEL void votes(int* out) {
  const int i = static_cast<int>(threadIdx.x);
  const int count = __syncthreads_count(i % 4 == 0);
  const int all = __syncthreads_and(i >= 0);
  const int not_all = __syncthreads_and(i != 3);
  const int some = __syncthreads_or(i == 63);
  const int none = __syncthreads_or(i == 64);
  out[i] = count * 10000 + all * 1000 + not_all * 100 + some * 10 + none;
}

TEST(BarrierVotes, CountAndOr) {
  std::vector<int> out(64);
  ASSERT_TRUE(run_kernel<votes>({1, 64}, out.data()).ok());
  for (int value : out) EXPECT_EQ(value, 161010);
}

// A barrier's vote must not see those of threads that voted before and have exited since (as
// Numba's simulator does).
LARDER_KERNEL void vote_after_exit(int* out) {
  const int i = static_cast<int>(threadIdx.x);
  (void)__syncthreads_count(1);
  if (i < 4) return;
  out[i] = __syncthreads_and(i >= 4) * 100 + __syncthreads_count(i == 5);
}

TEST(BarrierVotes, ForgetThreadsThatHaveExited) {
  std::vector<int> out(8, 0);
  ASSERT_TRUE(run_kernel<vote_after_exit>({1, 8}, out.data()).ok());
  EXPECT_EQ(out, (std::vector<int>{0, 0, 0, 0, 101, 101, 101, 101}));
}

__device__ void meet() { __syncthreads(); }
__device__ int nested(int depth) {
  meet();
  return depth == 0 ? __syncthreads_count(1) : nested(depth - 1);
}
LARDER_KERNEL void in_functions(int* out) { out[threadIdx.x] = nested(5); }

TEST(BarrierInFunctions, WorksAtAnyDepth) {
  std::vector<int> out(70);
  ASSERT_TRUE(run_kernel<in_functions>({1, 70}, out.data()).ok());
  for (int value : out) EXPECT_EQ(value, 70);
}

LARDER_KERNEL void uniform_condition(int* out, int wanted) {
  int met = 0;
  if (wanted > 0) met = __syncthreads_count(1);
  for (int i = 0; i < wanted; ++i) met += __syncthreads_count(1);
  out[threadIdx.x] = met;
}

TEST(BarrierInCondition, UniformConditionsAreFine) {
  std::vector<int> out(10);
  ASSERT_TRUE(run_kernel<uniform_condition>({1, 10}, out.data(), 3).ok());
  for (int value : out) EXPECT_EQ(value, 40);
  ASSERT_TRUE(run_kernel<uniform_condition>({1, 10}, out.data(), 0).ok());
  for (int value : out) EXPECT_EQ(value, 0);
}

// Only some blocks meet barriers: what one block did must not be assumed of the next.
LARDER_KERNEL void only_odd_blocks(int* out) {
  const unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
  out[i] = 1;
  if (blockIdx.x % 2 == 1) out[i] = __syncthreads_count(threadIdx.x < 10);
}

TEST(BarrierInCondition, MayDifferBetweenBlocks) {
  std::vector<int> out(std::size_t{64} * 20);
  ASSERT_TRUE(run_kernel<only_odd_blocks>({20, 64}, out.data()).ok());
  for (unsigned i = 0; i < out.size(); ++i) EXPECT_EQ(out[i], i / 64 % 2 == 1 ? 10 : 1);
}

}  // namespace
}  // namespace larder::inline v1::simulator
