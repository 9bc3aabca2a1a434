// Warp operations of whole warps, against values computed without them.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "tests/unit/simulator/run_kernel.h"

namespace larder::inline v1::simulator {
namespace {

constexpr unsigned kFull = 0xffffffffu;

// Some value of type T for a lane of a block, different for all.
template <class T>
T value_of(unsigned thread) {
  return static_cast<T>(static_cast<T>(thread) * static_cast<T>(1234567) + static_cast<T>(89));
}

enum Kind { kIndexed, kUp, kDown, kXor };

template <class T>
LARDER_KERNEL void shuffle_kernel(T* out, int kind, int operand, int width) {
  const T own = value_of<T>(threadIdx.x);
  const auto by = static_cast<unsigned>(operand);
  T result{};
  if (kind == kIndexed) result = __shfl_sync(kFull, own, operand, width);
  if (kind == kUp) result = __shfl_up_sync(kFull, own, by, width);
  if (kind == kDown) result = __shfl_down_sync(kFull, own, by, width);
  if (kind == kXor) result = __shfl_xor_sync(kFull, own, operand, width);
  out[threadIdx.x] = result;
}

// The lane that CUDA's guide says a shuffle reads from: its own where there is none in its part.
unsigned source_lane(int kind, int lane, int operand, int width) {
  const int first = lane / width * width;
  int source = lane;
  if (kind == kIndexed) source = first + ((operand % width) + width) % width;
  if (kind == kUp && lane - operand >= first) source = lane - operand;
  if (kind == kDown && lane + operand < first + width) source = lane + operand;
  if (kind == kXor && (lane ^ operand) < first + width) source = lane ^ operand;
  return static_cast<unsigned>(source);
}

template <class T>
void expect_shuffles_right() {
  std::vector<T> out(96);
  for (int kind : {kIndexed, kUp, kDown, kXor}) {
    for (int width : {1, 2, 4, 8, 16, 32}) {
      for (int operand = kind == kIndexed ? -3 : 0; operand < 32; ++operand) {
        ASSERT_TRUE(run_kernel<shuffle_kernel<T>>({1, 96}, out.data(), kind, operand, width).ok());
        for (unsigned i = 0; i < 96; ++i) {
          const unsigned source =
              i / 32 * 32 + source_lane(kind, static_cast<int>(i % 32), operand, width);
          ASSERT_EQ(out[i], value_of<T>(source))
              << "kind " << kind << " width " << width << " operand " << operand << " lane " << i;
        }
      }
    }
  }
}

TEST(Shuffle, Int) { expect_shuffles_right<int>(); }
TEST(Shuffle, Unsigned) { expect_shuffles_right<unsigned>(); }
TEST(Shuffle, Long) { expect_shuffles_right<long>(); }
TEST(Shuffle, UnsignedLong) { expect_shuffles_right<unsigned long>(); }
TEST(Shuffle, LongLong) { expect_shuffles_right<long long>(); }
TEST(Shuffle, UnsignedLongLong) { expect_shuffles_right<unsigned long long>(); }
TEST(Shuffle, Float) { expect_shuffles_right<float>(); }
TEST(Shuffle, Double) { expect_shuffles_right<double>(); }

LARDER_KERNEL void shuffle_from_each_lane(int* out) {
  // Each lane reads from another one, chosen by itself.
  out[threadIdx.x] = __shfl_sync(kFull, static_cast<int>(threadIdx.x), (threadIdx.x * 7 + 3) % 32);
}

TEST(Shuffle, EachLaneChoosesItsSource) {
  std::vector<int> out(64);
  ASSERT_TRUE(run_kernel<shuffle_from_each_lane>({1, 64}, out.data()).ok());
  for (int i = 0; i < 64; ++i) EXPECT_EQ(out[i], i / 32 * 32 + (i * 7 + 3) % 32);
}

LARDER_KERNEL void tree(int* out) {
  int sum = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
  for (int step = 16; step > 0; step /= 2) sum += __shfl_down_sync(kFull, sum, step);
  if (threadIdx.x % 32 == 0) out[(blockIdx.x * blockDim.x + threadIdx.x) / 32] = sum;
}

TEST(Shuffle, ReductionOfManyWarps) {
  std::vector<int> out(std::size_t{50} * 8);
  ASSERT_TRUE(run_kernel<tree>({50, 256}, out.data()).ok());
  for (int w = 0; w < 400; ++w) EXPECT_EQ(out[w], 32 * (32 * w) + 496);
}

LARDER_KERNEL void votes(unsigned* out, unsigned pattern) {
  const unsigned lane = threadIdx.x % 32;
  const int bit = static_cast<int>(pattern >> lane & 1u);
  unsigned* const mine = out + std::size_t{4} * threadIdx.x;
  mine[0] = __ballot_sync(kFull, bit * 17);
  mine[1] = static_cast<unsigned>(__any_sync(kFull, bit));
  mine[2] = static_cast<unsigned>(__all_sync(kFull, bit));
  mine[3] = static_cast<unsigned>(__uni_sync(kFull, bit));
}

TEST(Vote, BallotAnyAllUni) {
  for (unsigned pattern : {0u, 1u, 0x80000000u, 0xdeadbeefu, kFull}) {
    std::vector<unsigned> out(std::size_t{64} * 4);
    ASSERT_TRUE(run_kernel<votes>({1, 64}, out.data(), pattern).ok());
    for (std::size_t i = 0; i < 64; ++i) {
      EXPECT_EQ(out[i * 4], pattern);
      EXPECT_EQ(out[i * 4 + 1], pattern != 0 ? 1u : 0u);
      EXPECT_EQ(out[i * 4 + 2], pattern == kFull ? 1u : 0u);
      EXPECT_EQ(out[i * 4 + 3], pattern == kFull || pattern == 0 ? 1u : 0u);
    }
  }
}

template <class T>
LARDER_KERNEL void match(unsigned* any, unsigned* all, int* predicate, int groups) {
  const T value = static_cast<T>(threadIdx.x % groups);
  any[threadIdx.x] = __match_any_sync(kFull, value);
  all[threadIdx.x] = __match_all_sync(kFull, value, &predicate[threadIdx.x]);
}

template <class T>
void expect_matches_right() {
  for (int groups : {1, 2, 3, 32}) {
    std::vector<unsigned> any(32), all(32);
    std::vector<int> predicate(32);
    ASSERT_TRUE(
        run_kernel<match<T>>({1, 32}, any.data(), all.data(), predicate.data(), groups).ok());
    for (int i = 0; i < 32; ++i) {
      unsigned same = 0;
      for (int j = i % groups; j < 32; j += groups) same |= 1u << j;
      EXPECT_EQ(any[i], same);
      EXPECT_EQ(all[i], groups == 1 ? kFull : 0u);
      EXPECT_EQ(predicate[i], groups == 1 ? 1 : 0);
    }
  }
}

TEST(Match, EveryType) {
  expect_matches_right<int>();
  expect_matches_right<unsigned>();
  expect_matches_right<long>();
  expect_matches_right<unsigned long>();
  expect_matches_right<long long>();
  expect_matches_right<unsigned long long>();
  expect_matches_right<float>();
  expect_matches_right<double>();
}

LARDER_KERNEL void reduce_kernel(int* all_s, unsigned* all_u) {
  const int x = static_cast<int>(threadIdx.x * 2654435761u);
  const auto y = static_cast<unsigned>(x);
  int* const s = all_s + std::size_t{3} * threadIdx.x;
  unsigned* const u = all_u + std::size_t{6} * threadIdx.x;
  s[0] = __reduce_add_sync(kFull, x);
  s[1] = __reduce_min_sync(kFull, x);
  s[2] = __reduce_max_sync(kFull, x);
  u[0] = __reduce_add_sync(kFull, y);
  u[1] = __reduce_min_sync(kFull, y + 1);
  u[2] = __reduce_max_sync(kFull, y);
  u[3] = __reduce_and_sync(kFull, y | 0x10u);
  u[4] = __reduce_or_sync(kFull, y & ~0x10u);
  u[5] = __reduce_xor_sync(kFull, y);
}

TEST(Reduce, EveryOperation) {
  std::vector<int> s(std::size_t{3} * 32);
  std::vector<unsigned> u(std::size_t{6} * 32);
  ASSERT_TRUE(run_kernel<reduce_kernel>({1, 32}, s.data(), u.data()).ok());
  std::vector<unsigned> y(32);
  for (unsigned i = 0; i < 32; ++i) y[i] = i * 2654435761u;
  const std::vector<int> x(y.begin(), y.end());
  unsigned sum = 0, exclusive = 0, all = kFull, some = 0;
  for (unsigned value : y) {
    sum += value;
    exclusive ^= value;
    all &= value | 0x10u;
    some |= value & ~0x10u;
  }
  for (std::size_t lane = 0; lane < 32; ++lane) {
    EXPECT_EQ(s[3 * lane], static_cast<int>(sum));
    EXPECT_EQ(s[3 * lane + 1], *std::min_element(x.begin(), x.end()));
    EXPECT_EQ(s[3 * lane + 2], *std::max_element(x.begin(), x.end()));
    EXPECT_EQ(u[6 * lane], sum);
    EXPECT_EQ(u[6 * lane + 1], *std::min_element(y.begin(), y.end()) + 1);
    EXPECT_EQ(u[6 * lane + 2], *std::max_element(y.begin(), y.end()));
    EXPECT_EQ(u[6 * lane + 3], all);
    EXPECT_EQ(u[6 * lane + 4], some);
    EXPECT_EQ(u[6 * lane + 5], exclusive);
  }
}

LARDER_KERNEL void exchange_by_syncwarp(int* out) {
  static char id;
  auto& cells = shared_variable<int[256]>(&id);
  const unsigned i = threadIdx.x;
  cells[i] = static_cast<int>(i);
  __syncwarp();
  out[i] = cells[i ^ 31];
}

TEST(SyncWarp, OrdersALaneAfterTheOthers) {
  std::vector<int> out(256);
  ASSERT_TRUE(run_kernel<exchange_by_syncwarp>({1, 256}, out.data()).ok());
  for (int i = 0; i < 256; ++i) EXPECT_EQ(out[i], i ^ 31);
}

}  // namespace
}  // namespace larder::inline v1::simulator
