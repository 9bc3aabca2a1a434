// assert() and the standard library's checks: in a kernel they end the launch, outside the program.
#undef NDEBUG
#define _GLIBCXX_ASSERTIONS 1
#include <gtest/gtest.h>

#include <array>
#include <cassert>
#include <string>

#include "tests/unit/simulator/run_kernel.h"

namespace larder::inline v1::simulator {
namespace {

constexpr int kLine = __LINE__ + 3;
LARDER_KERNEL void check(int n, int* after) {
  __syncthreads();
  if (blockIdx.x == 1 && threadIdx.x == 0 && threadIdx.y == 2) assert(n == 1 && "one is right");
  *after = 1;
}

TEST(Assertion, InAKernelIsAnErrorOfTheLaunchThatNamesTheExpressionAndThePlace) {
  for (int repeat = 0; repeat < 2; ++repeat) {
    int after = 0;
    const Status status = run_kernel<check>({dim3(2), dim3(4, 3)}, 2, &after);
    EXPECT_EQ(status.code(), Code::kLaunchFailed);
    EXPECT_EQ(status.message(),
              std::string("kernel k: thread (0,2,0): assertion `n == 1 && \"one is right\"` failed "
                          "at ") +
                  __FILE__ + ":" + std::to_string(kLine) +
                  " in void larder::v1::simulator::{anonymous}::check(int, int*) (block (1,0,0))")
        << status.text();
  }
}

TEST(Assertion, OneThatHoldsIsNothing) {
  int after = 0;
  EXPECT_TRUE(run_kernel<check>({dim3(2), dim3(4, 3)}, 1, &after).ok());
  EXPECT_EQ(after, 1);
}

LARDER_KERNEL void past_the_end(unsigned at, int* out) {
  const std::array<int, 3> three = {1, 2, 3};
  *out = three[at];
}

TEST(Assertion, OfTheStandardLibraryToo) {
  int out = 0;
  EXPECT_TRUE(run_kernel<past_the_end>({1, 1}, 2u, &out).ok());
  const Status status = run_kernel<past_the_end>({1, 1}, 3u, &out);
  EXPECT_EQ(status.code(), Code::kLaunchFailed);
  EXPECT_NE(status.message().find("thread (0,0,0): assertion `"), std::string::npos)
      << status.text();
}

TEST(AssertionDeath, OutsideOfKernelsEndsTheProgramAsEver) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const int n = 2;
  EXPECT_EXIT(assert(n == 1), testing::KilledBySignal(SIGABRT), "Assertion `n == 1' failed");
  const std::array<int, 3> three = {1, 2, 3};
  volatile unsigned at = 3;
  EXPECT_EXIT(static_cast<void>(three[at]), testing::KilledBySignal(SIGABRT), "ssertion");
}

}  // namespace
}  // namespace larder::inline v1::simulator
