#include "runtime/kernels/limits.h"

#include <gtest/gtest.h>

#include <cstdint>

namespace larder::inline v1::kernels {
namespace {

using detail::KernelRecord;

KernelRecord kernel(std::uint32_t max_threads = 0) {
  KernelRecord record{};
  record.name = "k";
  record.max_threads_per_block = max_threads;
  return record;
}

std::string shape(const LaunchConfig& config, std::uint32_t max_threads = 0) {
  return check_shape(kernel(max_threads), config).text();
}

TEST(Limits, LargestShapesPass) {
  EXPECT_EQ(shape({{2147483647, 65535, 65535}, {1024, 1, 1}}), "ok");
  EXPECT_EQ(shape({1, {1, 1024, 1}}), "ok");
  EXPECT_EQ(shape({1, {4, 4, 64}}), "ok");
  EXPECT_EQ(shape({1, 256}, 256), "ok");
}

TEST(Limits, ZeroAndNegativeSizesAreRefused) {
  const std::string rest = "; each dimension must be at least 1";
  EXPECT_EQ(shape({0, 1}), "invalid argument: launch of k: grid is 0x1x1" + rest);
  EXPECT_EQ(shape({{1, 0}, 1}), "invalid argument: launch of k: grid is 1x0x1" + rest);
  EXPECT_EQ(shape({{1, 1, -1}, 1}), "invalid argument: launch of k: grid is 1x1x-1" + rest);
  EXPECT_EQ(shape({1, {8, 8, 0}}), "invalid argument: launch of k: block is 8x8x0" + rest);
}

TEST(Limits, EachDimensionHasItsOwn) {
  const std::string grid = "; at most 2147483647x65535x65535 is possible";
  EXPECT_EQ(shape({std::size_t{2147483648}, 1}),
            "invalid argument: launch of k: grid is 2147483648x1x1" + grid);
  EXPECT_EQ(shape({{1, 65536}, 1}), "invalid argument: launch of k: grid is 1x65536x1" + grid);
  EXPECT_EQ(shape({{1, 1, 65536}, 1}), "invalid argument: launch of k: grid is 1x1x65536" + grid);
  const std::string block = "; at most 1024x1024x64 is possible";
  EXPECT_EQ(shape({1, 1025}), "invalid argument: launch of k: block is 1025x1x1" + block);
  EXPECT_EQ(shape({1, {1, 1025}}), "invalid argument: launch of k: block is 1x1025x1" + block);
  EXPECT_EQ(shape({1, {1, 1, 65}}), "invalid argument: launch of k: block is 1x1x65" + block);
}

TEST(Limits, SizesThatWouldWrapAroundAreRefused) {
  EXPECT_NE(shape({std::uint64_t{1} << 32, 1}), "ok");
  EXPECT_NE(shape({1, (std::uint64_t{1} << 32) + 1}), "ok");
  EXPECT_NE(shape({UINT64_MAX, 1}), "ok");
}

TEST(Limits, ThreadsOfABlockTogether) {
  EXPECT_EQ(shape({1, {33, 32}}),
            "invalid argument: launch of k: block 33x32x1 has 1056 threads; at most 1024 are "
            "possible");
}

TEST(Limits, LaunchBounds) {
  EXPECT_EQ(shape({1, {16, 17}}, 256),
            "invalid argument: launch of k: block 16x17x1 has 272 threads; the kernel's "
            "__launch_bounds__ allow 256");
}

TEST(Limits, SharedMemory) {
  EXPECT_TRUE(check_shared(kernel(), 100, 900, 1000).ok());
  EXPECT_FALSE(check_shared(kernel(), 100, 901, 1000).ok());
  EXPECT_FALSE(check_shared(kernel(), 1001, 0, 1000).ok());
  EXPECT_FALSE(check_shared(kernel(), 100, SIZE_MAX, 1000).ok());
  EXPECT_EQ(check_shared(kernel(), 100, 901, 1000).text(),
            "invalid argument: launch of k: 901 bytes of dynamic and 100 bytes of static shared "
            "memory; a block has at most 1000 bytes here");
}

}  // namespace
}  // namespace larder::inline v1::kernels
