#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "tests/unit/simulator/run_kernel.h"

namespace larder::inline v1::simulator {
namespace {

template <class T>
LARDER_KERNEL void add_kernel(T* sum) {
  atomicAdd(sum, static_cast<T>(threadIdx.x % 7));
}

template <class T>
void expect_sum_right() {
  T sum{};
  ASSERT_TRUE(run_kernel<add_kernel<T>>({64, 700}, &sum).ok());
  EXPECT_EQ(sum, static_cast<T>(64 * 100 * 21));
}

TEST(AtomicAdd, IsOneStepBetweenBlocks) {
  expect_sum_right<int>();
  expect_sum_right<unsigned>();
  expect_sum_right<unsigned long long>();
  expect_sum_right<float>();  // whole numbers below 2^24: exact in any order
  expect_sum_right<double>();
}

LARDER_KERNEL void tickets(int* taken, int* next) { ++taken[atomicAdd(next, 1)]; }

TEST(AtomicAdd, GivesEachCallerItsOwnOldValue) {
  std::vector<int> taken(std::size_t{32} * 256);
  int next = 0;
  ASSERT_TRUE(run_kernel<tickets>({32, 256}, taken.data(), &next).ok());
  for (int count : taken) EXPECT_EQ(count, 1);
}

// Applies `operation` to a cell in a kernel of one thread; gives the old value and the new one.
template <class T, T (*Operation)(T*, T)>
LARDER_KERNEL void apply(T* cell, T value, T* old) {
  *old = Operation(cell, value);
}
template <class T, T (*Operation)(T*, T)>
void expect_result(T before, T value, T after) {
  T cell = before;
  T old{};
  ASSERT_TRUE((run_kernel<apply<T, Operation>>({1, 1}, &cell, value, &old).ok()));
  EXPECT_EQ(old, before);
  EXPECT_EQ(cell, after);
}

using Ull = unsigned long long;
using Ll = long long;

TEST(Atomics, Arithmetic) {
  expect_result<int, atomicAdd>(5, -7, -2);
  expect_result<int, atomicSub>(5, 7, -2);
  expect_result<unsigned, atomicSub>(5u, 7u, 0xfffffffeu);
  expect_result<unsigned, atomicAdd>(0xffffffffu, 2u, 1u);
  expect_result<Ull, atomicAdd>(~0ull, 2, 1);
  expect_result<float, atomicAdd>(1.5f, 2.25f, 3.75f);
  expect_result<double, atomicAdd>(1.5, 1e-10, 1.5 + 1e-10);
}

TEST(Atomics, Exchange) {
  expect_result<int, atomicExch>(5, -7, -7);
  expect_result<unsigned, atomicExch>(5, 7, 7);
  expect_result<Ull, atomicExch>(5, 1ull << 40, 1ull << 40);
  expect_result<float, atomicExch>(5.0f, -0.5f, -0.5f);
}

TEST(Atomics, MinAndMaxAreSignedOrNotAsTheirType) {
  expect_result<int, atomicMin>(3, -4, -4);
  expect_result<int, atomicMax>(3, -4, 3);
  expect_result<unsigned, atomicMin>(3u, 0xfffffffcu, 3u);
  expect_result<unsigned, atomicMax>(3u, 0xfffffffcu, 0xfffffffcu);
  expect_result<Ll, atomicMin>(3, -(1ll << 40), -(1ll << 40));
  expect_result<Ll, atomicMax>(3, -(1ll << 40), 3);
  expect_result<Ull, atomicMin>(3, ~0ull, 3);
  expect_result<Ull, atomicMax>(3, ~0ull, ~0ull);
}

TEST(Atomics, IncWrapsToZeroAndDecToTheBound) {
  expect_result<unsigned, atomicInc>(3, 5, 4);
  expect_result<unsigned, atomicInc>(5, 5, 0);
  expect_result<unsigned, atomicInc>(6, 5, 0);
  expect_result<unsigned, atomicDec>(3, 5, 2);
  expect_result<unsigned, atomicDec>(0, 5, 5);
  expect_result<unsigned, atomicDec>(6, 5, 5);
}

TEST(Atomics, Bits) {
  expect_result<int, atomicAnd>(0b1100, 0b1010, 0b1000);
  expect_result<unsigned, atomicAnd>(0b1100, 0b1010, 0b1000);
  expect_result<Ull, atomicAnd>(3ull << 40, 1ull << 40, 1ull << 40);
  expect_result<int, atomicOr>(0b1100, 0b1010, 0b1110);
  expect_result<unsigned, atomicOr>(0b1100, 0b1010, 0b1110);
  expect_result<Ull, atomicOr>(2ull << 40, 1ull << 40, 3ull << 40);
  expect_result<int, atomicXor>(0b1100, 0b1010, 0b0110);
  expect_result<unsigned, atomicXor>(0b1100, 0b1010, 0b0110);
  expect_result<Ull, atomicXor>(3ull << 40, 1ull << 40, 2ull << 40);
}

TEST(Atomics, BlockAndSystemScope) {
  expect_result<int, atomicAdd_block>(1, 2, 3);
  expect_result<int, atomicAdd_system>(1, 2, 3);
  expect_result<unsigned, atomicInc_block>(1, 2, 2);
  expect_result<Ll, atomicMax_system>(1, 2, 2);
  expect_result<float, atomicExch_block>(1, 2, 2);
  expect_result<double, atomicAdd_system>(1, 2, 3);
  int cell = 1;
  EXPECT_EQ(atomicCAS_block(&cell, 1, 5), 1);
  EXPECT_EQ(atomicCAS_system(&cell, 5, 6), 5);
}

template <class T>
void expect_compare_and_swap_right() {
  T cell = 7;
  EXPECT_EQ(atomicCAS(&cell, T{6}, T{9}), 7);
  EXPECT_EQ(cell, 7);
  EXPECT_EQ(atomicCAS(&cell, T{7}, T{9}), 7);
  EXPECT_EQ(cell, 9);
}

TEST(Atomics, CompareAndSwap) {
  expect_compare_and_swap_right<int>();
  expect_compare_and_swap_right<unsigned>();
  expect_compare_and_swap_right<Ull>();
  expect_compare_and_swap_right<unsigned short>();
}

// Different operations on one cell exclude each other (in Numba's simulator they do not).
LARDER_KERNEL void mixed(unsigned* cell) {
  if (threadIdx.x % 2 == 0) {
    atomicAdd(cell, 2u);
  } else {
    atomicXor(cell, 1u);
  }
}

TEST(Atomics, OfDifferentKindsOnOneCell) {
  unsigned cell = 0;
  ASSERT_TRUE(run_kernel<mixed>({64, 1000}, &cell).ok());
  EXPECT_EQ(cell, 64000u);  // 32000 twos; the lowest bit flipped an even number of times
}

// A lock that threads of the same block wait for: the one that has it must get its turn.
LARDER_KERNEL void locked(int* lock, int* count) {
  while (atomicCAS(lock, 0, 1) != 0) {
  }
  __threadfence();
  const int seen = *count;
  if (threadIdx.x % 5 == 0) __nanosleep(100);  // gives way inside the lock
  *count = seen + 1;
  __threadfence();
  atomicExch(lock, 0);
}

TEST(Atomics, SpinLocksWithinABlockAndBetweenBlocks) {
  int lock = 0, count = 0;
  ASSERT_TRUE(run_kernel<locked>({8, 40}, &lock, &count).ok());
  EXPECT_EQ(count, 320);
}

LARDER_KERNEL void wait_for_a_later_thread(int* flag, int* out) {
  if (threadIdx.x == 0) {
    while (atomicAdd(flag, 0) == 0) {
    }
    *out = 1;
  } else if (threadIdx.x == blockDim.x - 1) {
    atomicExch(flag, 1);
  }
}

TEST(Atomics, SpinningForAThreadThatHasNotBegun) {
  int flag = 0, out = 0;
  ASSERT_TRUE(run_kernel<wait_for_a_later_thread>({1, 200}, &flag, &out).ok());
  EXPECT_EQ(out, 1);
}

}  // namespace
}  // namespace larder::inline v1::simulator
