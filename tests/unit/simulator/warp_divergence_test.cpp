// Warp operations of part of a warp: partial masks, diverged lanes, lanes that have exited.
#include <gtest/gtest.h>

#include <vector>

#include "tests/unit/simulator/run_kernel.h"

namespace larder::inline v1::simulator {
namespace {

constexpr unsigned kAllLanes = 0xffffffffu;

LARDER_KERNEL void halves(int* out) {
  const int lane = static_cast<int>(threadIdx.x % 32);
  int value = lane;
  if (lane < 16) {
    for (int step = 8; step > 0; step /= 2) value += __shfl_xor_sync(0x0000ffffu, value, step);
  } else {
    // Another number of operations than the other half, in another order.
    for (int step = 1; step <= 8; step *= 2) value += __shfl_xor_sync(0xffff0000u, value, step);
    value += 1000 * __shfl_sync(0xffff0000u, lane, 17);
  }
  out[threadIdx.x] = value;
}

TEST(Divergence, HalvesOfAWarpWorkApart) {
  std::vector<int> out(64);
  ASSERT_TRUE(run_kernel<halves>({1, 64}, out.data()).ok());
  for (int i = 0; i < 64; ++i) EXPECT_EQ(out[i], i % 32 < 16 ? 120 : 376 + 17000);
}

LARDER_KERNEL void overlapping(int* out) {
  // Lane 0 first meets lane 3, then lanes 1 and 2, which have been waiting for it.
  const unsigned lane = threadIdx.x;
  int value = static_cast<int>(lane) + 1;
  if (lane == 0 || lane == 3) value = __shfl_sync(0b1001u, value * 10, 3);
  if (lane <= 2) value += 100 * __shfl_sync(0b0111u, value, 0);
  out[lane] = value;
}

TEST(Divergence, MasksMayOverlap) {
  std::vector<int> out(4);
  ASSERT_TRUE(run_kernel<overlapping>({1, 4}, out.data()).ok());
  EXPECT_EQ(out, (std::vector<int>{4040, 4002, 4003, 40}));
}

LARDER_KERNEL void with_exited_lanes(unsigned* out, int* from_exited) {
  const unsigned lane = threadIdx.x;
  if (lane % 2 == 1) return;
  out[lane] = __ballot_sync(kAllLanes, lane < 8);
  from_exited[lane] = __shfl_sync(kAllLanes, 5, 1);
}

TEST(Divergence, ExitedLanesInTheMaskDoNotCount) {
  std::vector<unsigned> out(32);
  std::vector<int> from_exited(32);
  ASSERT_TRUE(run_kernel<with_exited_lanes>({1, 32}, out.data(), from_exited.data()).ok());
  for (int i = 0; i < 32; i += 2) {
    EXPECT_EQ(out[i], 0x55u);
    EXPECT_EQ(from_exited[i], -1);  // undefined in CUDA; here it stands out
  }
}

LARDER_KERNEL void exits_while_others_wait(unsigned* out) {
  if (threadIdx.x == 31) return;
  out[threadIdx.x] = __ballot_sync(kAllLanes, 1);
}

TEST(Divergence, ALaneThatExitsCompletesWhatWaitedForIt) {
  std::vector<unsigned> out(32);
  ASSERT_TRUE(run_kernel<exits_while_others_wait>({1, 32}, out.data()).ok());
  for (int i = 0; i < 31; ++i) EXPECT_EQ(out[i], 0x7fffffffu);
}

LARDER_KERNEL void short_warp(unsigned* out) { out[threadIdx.x] = __ballot_sync(kAllLanes, 1); }

TEST(Divergence, TheLastWarpMayBeShort) {
  std::vector<unsigned> out(40);
  ASSERT_TRUE(run_kernel<short_warp>({1, 40}, out.data()).ok());
  for (int i = 0; i < 40; ++i) EXPECT_EQ(out[i], i < 32 ? kAllLanes : 0xffu);
}

LARDER_KERNEL void same_operation_at_two_places(int* out) {
  const int lane = static_cast<int>(threadIdx.x);
  int value;
  if (lane % 2 == 0) {
    value = __shfl_sync(kAllLanes, lane, 1);
  } else {
    value = __shfl_sync(kAllLanes, lane, 0);
  }
  out[lane] = value;
}

TEST(Divergence, LanesMayMeetFromDifferentPlaces) {
  std::vector<int> out(32);
  ASSERT_TRUE(run_kernel<same_operation_at_two_places>({1, 32}, out.data()).ok());
  for (int i = 0; i < 32; ++i) EXPECT_EQ(out[i], i % 2 == 0 ? 1 : 0);
}

LARDER_KERNEL void active(unsigned* out) {
  const unsigned lane = threadIdx.x;
  unsigned all = __activemask();
  unsigned mine = 0;
  if (lane < 10) {  // NOLINT(bugprone-branch-clone): two places, where other lanes are
    mine = __activemask();
  } else if (lane % 2 == 0) {
    mine = __activemask();
  }
  out[lane] = all == kAllLanes ? mine : 0xbadu;
}

TEST(ActiveMask, IsTheLanesOfTheSameBranch) {
  std::vector<unsigned> out(32);
  ASSERT_TRUE(run_kernel<active>({1, 32}, out.data()).ok());
  for (unsigned i = 0; i < 32; ++i) {
    EXPECT_EQ(out[i], i < 10 ? 0x3ffu : i % 2 == 0 ? 0x55555400u : 0u) << i;
  }
}

// Warp-aggregated atomics, as published everywhere.
__device__ int aggregated_increment(int* counter) {
  const unsigned mask = __activemask();
  const int leader = __ffs(static_cast<int>(mask)) - 1;
  const int lane = static_cast<int>(threadIdx.x % 32);
  int base = 0;
  if (lane == leader) base = atomicAdd(counter, __popc(mask));
  base = __shfl_sync(mask, base, leader);
  return base + __popc(mask & ((1u << lane) - 1));
}
LARDER_KERNEL void filter(const int* in, int* out, int* counter, int n) {
  const int i = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
  if (i < n && in[i] % 3 == 0) out[aggregated_increment(counter)] = in[i];
}

TEST(ActiveMask, AggregatedAtomics) {
  const int n = 10000;
  std::vector<int> in(n), out(n), seen(n);
  for (int i = 0; i < n; ++i) in[i] = i;
  int counter = 0;
  ASSERT_TRUE(
      run_kernel<filter>({40, 256}, static_cast<const int*>(in.data()), out.data(), &counter, n)
          .ok());
  ASSERT_EQ(counter, (n + 2) / 3);
  for (int i = 0; i < counter; ++i) ++seen[out[i]];
  for (int i = 0; i < n; ++i) EXPECT_EQ(seen[i], i % 3 == 0 ? 1 : 0);
}

LARDER_KERNEL void loop_of_different_length(int* out) {
  const int lane = static_cast<int>(threadIdx.x);
  int rounds = 0;
  // Lanes leave the loop one after the other; the mask shrinks with them.
  unsigned mask = kAllLanes;
  for (int left = lane; __any_sync(mask, left > 0); --left) {
    ++rounds;
    const unsigned stay = __ballot_sync(mask, left > 1);
    if (left <= 1) break;
    mask = stay;
  }
  out[lane] = rounds;
}

TEST(Divergence, MasksThatShrinkInALoop) {
  std::vector<int> out(32);
  ASSERT_TRUE(run_kernel<loop_of_different_length>({1, 32}, out.data()).ok());
  for (int i = 0; i < 32; ++i) EXPECT_EQ(out[i], i < 1 ? 1 : i);
}

}  // namespace
}  // namespace larder::inline v1::simulator
