#include "runtime/simulator/arithmetic.h"

#include <gtest/gtest.h>

#include <cfenv>
#include <cmath>
#include <functional>
#include <limits>
#include <vector>

#include "tests/unit/simulator/run_kernel.h"

namespace larder::inline v1::simulator {
namespace {

constexpr unsigned kBlocks = 64;  // so that several OS threads run some

LARDER_KERNEL void multiply(float a, float b, float* out) {
  __syncthreads();
  out[blockIdx.x] = a * b;
}

/// What each block makes of a * b, with the arithmetic that `set` gives the calling thread.
void expect_of_all_blocks(float a, float b, float right, const std::function<void()>& set) {
  std::fenv_t before;
  std::fegetenv(&before);
  std::vector<float> out(kBlocks);
  set();
  std::fenv_t own;
  std::fegetenv(&own);
  const int rounding = std::fegetround();
  const Status status = run_kernel<multiply>({kBlocks, 32}, a, b, out.data());
  EXPECT_EQ(std::fegetround(), rounding);
  std::fesetenv(&before);
  EXPECT_TRUE(status.ok());
  EXPECT_EQ(out, std::vector<float>(kBlocks, right));
}

TEST(Arithmetic, RoundsToNearestWhateverTheProgramDoes) {
  volatile float a = 1.1f;
  volatile float b = 1.3f;
  const float right = a * b;
  for (const int rounding : {FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO})
    expect_of_all_blocks(a, b, right, [rounding] { std::fesetround(rounding); });
}

#ifdef __x86_64__
TEST(Arithmetic, KeepsSubnormalNumbers) {
  volatile float a = 1e-36f;
  volatile float b = 1e-3f;
  const float right = a * b;
  EXPECT_EQ(std::fpclassify(right), FP_SUBNORMAL);
  expect_of_all_blocks(a, b, right, [] { __builtin_ia32_ldmxcsr(0x9fc0); });
}
#endif

TEST(Arithmetic, DoesNotTrap) {
  expect_of_all_blocks(1e30f, 1e30f, std::numeric_limits<float>::infinity(),
                       [] { feenableexcept(FE_OVERFLOW | FE_INVALID | FE_DIVBYZERO); });
}

}  // namespace
}  // namespace larder::inline v1::simulator
