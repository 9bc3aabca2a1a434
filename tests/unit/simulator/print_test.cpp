// What printf() gives to a kernel that asks.
#include <gtest/gtest.h>

#include <string>

#include "tests/unit/simulator/run_kernel.h"

namespace larder::inline v1::simulator {
namespace {

LARDER_KERNEL void count(int* out) {
  out[0] = print_formatted("%d %s\n", 7, "seven");
  out[1] = print_formatted("none\n");
  out[2] = print_formatted(nullptr);
  out[3] = print_formatted("%c%f", 'c', 1.5F);
}

TEST(Print, GivesTheNumberOfArgumentsInAKernel) {
  int out[4] = {};
  testing::internal::CaptureStdout();
  ASSERT_TRUE(run_kernel<count>({1, 1}, &out[0]).ok());
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "7 seven\nnone\nc1.500000");
  EXPECT_EQ(out[0], 2);
  EXPECT_EQ(out[1], 0);
  EXPECT_EQ(out[2], -1);
  EXPECT_EQ(out[3], 2);
}

TEST(Print, GivesTheNumberOfCharactersElsewhere) {
  testing::internal::CaptureStdout();
  EXPECT_EQ(print_formatted("%d %s\n", 7, "seven"), 8);
  EXPECT_EQ(print_formatted("none\n"), 5);
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "7 seven\nnone\n");
}

}  // namespace
}  // namespace larder::inline v1::simulator
