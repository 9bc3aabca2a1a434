#include "generator/pack/contents.h"

#include <gtest/gtest.h>

#include "tests/support/sample_cache.h"

namespace larder::pack {
namespace {

using tests::sample_key;

ManifestKernel kernel_with(const std::string& name, std::vector<format::KernelKey> keys) {
  ManifestKernel kernel;
  kernel.name = name;
  kernel.symbol = "_Z" + name;
  kernel.location = name + ".cpp:1";
  kernel.keys = std::move(keys);
  return kernel;
}

Compiled image(unsigned arch, const std::vector<std::string>& symbols, bool ptx = false) {
  Compiled compiled;
  compiled.arch = {arch};
  compiled.sass.assign(8, std::byte{static_cast<unsigned char>(arch)});
  if (ptx) {
    compiled.ptx.assign(4, std::byte{1});
    compiled.ptx_isa = 90;
  }
  for (const std::string& symbol : symbols) compiled.entries[symbol] = {32, 1024, 16};
  return compiled;
}

TEST(PackContents, TiesKernelsToTheImagesThatHoldThem) {
  BuiltSource unit;
  unit.manifest.kernels = {kernel_with("a", {{0, sample_key(1)}}),
                           kernel_with("b", {{0, sample_key(2)}})};
  unit.images = {image(80, {"_Za", "_Zb"}), image(120, {"_Za", "_Zb"}, true)};
  const format::CacheInput cache = gather({unit}, "nvcc 13.0.88");
  EXPECT_EQ(cache.toolchain, "nvcc 13.0.88");
  ASSERT_EQ(cache.images.size(), 4U);
  EXPECT_EQ(cache.images[0].target.text(), "sm_80");
  EXPECT_EQ(cache.images[1].target.text(), "sm_120");
  EXPECT_EQ(cache.images[2].target.text(), "compute_120 (PTX 9.0)");
  EXPECT_EQ(cache.images[3].target, format::kCpuTarget);
  ASSERT_EQ(cache.kernels.size(), 2U);
  EXPECT_EQ(cache.kernels[1].symbol, "_Zb");
  EXPECT_EQ(cache.kernels[1].uses,
            (std::vector<format::ImageUse>{
                {0, 32, 1024, 16}, {1, 32, 1024, 16}, {2, 32, 1024, 16}, {3, 0, 0, 0}}));
  EXPECT_TRUE(format::encode(cache).ok());
}

TEST(PackContents, AKernelHasARecordForEachOfItsKeys) {
  BuiltSource unit;
  unit.manifest.kernels = {kernel_with("a", {{80, sample_key(1)}, {90, sample_key(2)}})};
  unit.images = {image(80, {"_Za"}), image(90, {"_Za"})};
  const format::CacheInput cache = gather({unit}, "");
  ASSERT_EQ(cache.kernels.size(), 2U);
  EXPECT_EQ(cache.kernels[0].uses[0].image, 0U);
  EXPECT_EQ(cache.kernels[1].uses[0].image, 1U);
}

TEST(PackContents, AKernelMayExistForSomeArchitecturesOnly) {
  BuiltSource unit;
  unit.manifest.kernels = {kernel_with("a", {{0, sample_key(1)}}),
                           kernel_with("b", {{90, sample_key(2)}})};
  unit.images = {image(80, {"_Za"}), image(90, {"_Za", "_Zb"})};
  const format::CacheInput cache = gather({unit}, "");
  EXPECT_EQ(cache.kernels[1].uses.size(), 2U);
}

TEST(PackContents, ACudaOnlyKernelHasNoRecordOfACpuVariant) {
  BuiltSource unit;
  unit.manifest.kernels = {kernel_with("a", {{0, sample_key(1)}})};
  unit.manifest.kernels[0].cuda_only = true;
  unit.images = {image(80, {"_Za"})};
  const format::CacheInput cache = gather({unit}, "");
  EXPECT_EQ(cache.images.size(), 1U);
  EXPECT_EQ(cache.kernels[0].uses.size(), 1U);
}

TEST(PackContents, WithoutImagesTheKernelsAreStillListed) {
  BuiltSource unit;
  unit.manifest.kernels = {kernel_with("a", {{0, sample_key(1)}})};
  const format::CacheInput cache = gather({unit}, "");
  ASSERT_EQ(cache.kernels.size(), 1U);
  ASSERT_EQ(cache.kernels[0].uses.size(), 1U);
  EXPECT_EQ(cache.images[0].target, format::kCpuTarget);
  EXPECT_TRUE(format::encode(cache).ok());
}

TEST(PackContents, TwoKernelsUnderOneKeyAreRefused) {
  BuiltSource unit;
  unit.manifest.kernels = {kernel_with("a", {{0, sample_key(1)}}),
                           kernel_with("b", {{0, sample_key(1)}})};
  unit.images = {image(80, {"_Za", "_Zb"})};
  const format::CacheInput cache = gather({unit}, "");
  EXPECT_FALSE(format::encode(cache).ok());
}

}  // namespace
}  // namespace larder::pack
