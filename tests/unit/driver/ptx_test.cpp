// PTX as nvcc makes it, loaded and run by the stand-in for libcuda: the tests of whole programs
// rely on this.
#include <gtest/gtest.h>

#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/driver/image.h"
#include "tests/support/fake_cuda.h"

namespace larder::inline v1::driver {
namespace {

using tests::FakeCuda;

constexpr std::string_view kVariables = R"(
.version 9.0
.target sm_80
.address_size 64
.visible .global .align 4 .u32 counter = 5;
.visible .const .align 4 .b8 table[12] = {1, 0, 0, 0, 2};
.visible .global .align 8 .u64 places[2] = {generic(counter), generic(table)+4};
.visible .global .align 8 .f64 half = 0d3FE0000000000000;
.visible .entry count(.param .u32 count_param_0, .param .u64 .ptr .align 1 count_param_1)
{
  .reg .b32 %r<4>; .reg .b64 %rd<3>;
  ld.param.u32 %r1, [count_param_0];
  mov.u64 %rd1, counter;
  atom.global.add.u32 %r2, [%rd1], %r1;
  ld.const.u32 %r3, [table+4];
  ld.param.u64 %rd2, [count_param_1];
  st.global.v2.u32 [%rd2], {%r2, %r3};
  ret;
})";

// Reverses what each block of threads has, and leaves out those from the 6th on.
constexpr std::string_view kReverse = R"(
.version 9.0
.target sm_80
.address_size 64
.visible .entry reverse(.param .u64 reverse_param_0)
{
  .reg .pred %p<2>; .reg .b32 %r<9>; .reg .b64 %rd<5>;
  .shared .align 4 .b8 tile[16];
  mov.u32 %r1, %tid.x; mov.u32 %r2, %ntid.x; mov.u32 %r3, %ctaid.x;
  mad.lo.s32 %r4, %r3, %r2, %r1;
  ld.param.u64 %rd1, [reverse_param_0];
  mul.wide.s32 %rd2, %r4, 4;
  add.s64 %rd3, %rd1, %rd2;
  ld.global.u32 %r5, [%rd3];
  shl.b32 %r6, %r1, 2; mov.u32 %r7, tile; add.s32 %r8, %r7, %r6;
  st.shared.u32 [%r8], %r5;
  bar.sync 0;
  setp.ge.s32 %p1, %r4, 6;
  @%p1 bra $L__BB0_2;
  sub.s32 %r6, 12, %r6; add.s32 %r8, %r7, %r6;
  ld.shared.u32 %r5, [%r8];
  st.global.u32 [%rd3], %r5;
$L__BB0_2:
  ret;
})";

class DriverPtx : public testing::Test {
 protected:
  void SetUp() override {
    const auto driver = Driver::open();
    ASSERT_TRUE(driver.ok()) << driver.status().text();
    context_ = *PrimaryContext::retain(*driver, (*driver)->devices()->front());
  }
  auto load(std::string_view text) {
    return Image::load_ptx(context_, std::as_bytes(std::span(text.data(), text.size())));
  }
  Status launch(const Image& image, const char* kernel, unsigned blocks, unsigned threads,
                std::vector<void*> arguments) {
    const auto function = image.function(kernel);
    if (!function.ok()) return function.status();
    const Current current(*context_);
    return context_->check(context_->api().cuLaunchKernel(*function, blocks, 1, 1, threads, 1, 1, 0,
                                                          nullptr, arguments.data(), nullptr),
                           "cuLaunchKernel");
  }
  template <class T>
  static T value(const Image& image, const char* symbol, std::size_t index = 0) {
    const auto variable = image.variable(symbol);
    if (!variable.ok()) return T{};
    // The stand-in's device memory is the host's.
    // NOLINTNEXTLINE(performance-no-int-to-ptr)
    return reinterpret_cast<const T*>(variable->address)[index];
  }

  FakeCuda cuda_{"capability=8.6"};
  std::shared_ptr<const PrimaryContext> context_;
};

TEST_F(DriverPtx, VariablesOfEachImageHaveTheirFirstValues) {
  const auto image = load(kVariables);
  const auto other = load(kVariables);
  ASSERT_TRUE(image.ok() && other.ok()) << image.status().text();
  EXPECT_EQ((*image)->variable("table")->size, 12u);
  EXPECT_EQ(value<int>(**image, "table", 1), 2);
  EXPECT_EQ(value<int>(**image, "table", 2), 0);
  EXPECT_EQ(value<double>(**image, "half"), 0.5);
  EXPECT_EQ(*value<int*>(**image, "places"), 5);
  EXPECT_EQ(*value<int*>(**image, "places", 1), 2);
  *value<int*>(**image, "places") = 6;
  EXPECT_EQ(value<int>(**image, "counter"), 6);
  EXPECT_EQ(value<int>(**other, "counter"), 5);
}

TEST_F(DriverPtx, KernelsUseTheirImagesVariables) {
  const auto image = load(kVariables);
  ASSERT_TRUE(image.ok()) << image.status().text();
  int by = 10;
  int results[2] = {};
  int* to = results;
  EXPECT_TRUE(launch(**image, "count", 3, 2, {&by, &to}).ok());
  EXPECT_EQ(value<int>(**image, "counter"), 65);
  EXPECT_EQ(results[0], 55);
  EXPECT_EQ(results[1], 2);
}

TEST_F(DriverPtx, ThreadsWaitAtBarriers) {
  const auto image = load(kReverse);
  ASSERT_TRUE(image.ok()) << image.status().text();
  std::vector<int> numbers(8);
  std::iota(numbers.begin(), numbers.end(), 0);
  int* to = numbers.data();
  EXPECT_TRUE(launch(**image, "reverse", 2, 4, {&to}).ok());
  EXPECT_EQ(numbers, (std::vector<int>{3, 2, 1, 0, 7, 6, 6, 7}));
}

TEST_F(DriverPtx, WhatIsNotUnderstoodFails) {
  const auto image =
      load(".version 9.0\n.target sm_80\n.visible .entry f() { tanh.f32 %f1, %f2; }");
  ASSERT_TRUE(image.ok()) << image.status().text();
  EXPECT_FALSE(launch(**image, "f", 1, 1, {}).ok());
  EXPECT_FALSE(load(".version 9.0\n.target sm_80\n.global .u32 x = f(1);").ok());
  EXPECT_FALSE(load(".version 9.0\n.target sm_90\n").ok());  // the device is 8.6
}

}  // namespace
}  // namespace larder::inline v1::driver
