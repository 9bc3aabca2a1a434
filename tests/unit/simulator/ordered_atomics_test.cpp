// Atomic functions with a memory order and a scope.
#include <gtest/gtest.h>
#include <larder/cuda.h>

#include <thread>
#include <vector>

namespace larder::inline v1::simulator {
namespace {

TEST(OrderedAtomics, LoadsAndStores) {
  unsigned value = 3;
  EXPECT_EQ(__nv_atomic_load_n(&value, __NV_ATOMIC_ACQUIRE), 3U);
  __nv_atomic_store_n(&value, 4, __NV_ATOMIC_RELEASE, __NV_THREAD_SCOPE_BLOCK);
  unsigned seen = 0;
  __nv_atomic_load(&value, &seen, __NV_ATOMIC_SEQ_CST);
  EXPECT_EQ(seen, 4U);
  unsigned other = 5;
  __nv_atomic_store(&value, &other, __NV_ATOMIC_RELAXED);
  EXPECT_EQ(value, 5U);
  __nv_atomic_thread_fence(__NV_ATOMIC_SEQ_CST, __NV_THREAD_SCOPE_DEVICE);
}

TEST(OrderedAtomics, Exchanges) {
  short value = 1;
  EXPECT_EQ(__nv_atomic_exchange_n(&value, 2, __NV_ATOMIC_RELAXED), 1);
  short wanted = 3;
  short old = 0;
  __nv_atomic_exchange(&value, &wanted, &old, __NV_ATOMIC_RELAXED);
  EXPECT_EQ(old, 2);
  short expected = 7;
  EXPECT_FALSE(__nv_atomic_compare_exchange_n(&value, &expected, 8, false, __NV_ATOMIC_ACQ_REL,
                                              __NV_ATOMIC_RELAXED));
  EXPECT_EQ(expected, 3);
  wanted = 8;
  EXPECT_TRUE(__nv_atomic_compare_exchange(&value, &expected, &wanted, false, __NV_ATOMIC_ACQ_REL,
                                           __NV_ATOMIC_RELAXED, __NV_THREAD_SCOPE_SYSTEM));
  EXPECT_EQ(value, 8);
}

TEST(OrderedAtomics, OperationsGiveTheOldValue) {
  double real = 1.5;
  EXPECT_EQ(__nv_atomic_fetch_add(&real, 2, __NV_ATOMIC_RELAXED), 1.5);
  EXPECT_EQ(__nv_atomic_fetch_sub(&real, 0.5, __NV_ATOMIC_RELAXED), 3.5);
  EXPECT_EQ(real, 3.0);
  int value = 12;
  EXPECT_EQ(__nv_atomic_fetch_and(&value, 6, __NV_ATOMIC_RELAXED), 12);
  EXPECT_EQ(__nv_atomic_fetch_or(&value, 1, __NV_ATOMIC_RELAXED), 4);
  EXPECT_EQ(__nv_atomic_fetch_xor(&value, 4, __NV_ATOMIC_RELAXED), 5);
  EXPECT_EQ(__nv_atomic_fetch_min(&value, -3, __NV_ATOMIC_RELAXED), 1);
  EXPECT_EQ(__nv_atomic_fetch_max(&value, 9, __NV_ATOMIC_RELAXED), -3);
  __nv_atomic_add(&value, 1, __NV_ATOMIC_RELAXED);
  __nv_atomic_sub(&value, 2, __NV_ATOMIC_RELAXED);
  __nv_atomic_max(&value, 3, __NV_ATOMIC_RELAXED);
  __nv_atomic_min(&value, 7, __NV_ATOMIC_RELAXED);
  __nv_atomic_and(&value, 5, __NV_ATOMIC_RELAXED);
  __nv_atomic_or(&value, 8, __NV_ATOMIC_RELAXED);
  __nv_atomic_xor(&value, 1, __NV_ATOMIC_RELAXED);
  EXPECT_EQ(value, 12);
}

TEST(OrderedAtomics, HoldBetweenThreads) {
  unsigned long long sum = 0;
  std::vector<std::thread> threads;
  threads.reserve(4);
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int k = 0; k < 10000; ++k) __nv_atomic_fetch_add(&sum, 1, __NV_ATOMIC_RELAXED);
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(sum, 40000U);
}

}  // namespace
}  // namespace larder::inline v1::simulator
