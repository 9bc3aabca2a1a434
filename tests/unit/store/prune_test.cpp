#include "runtime/store/prune.h"

#include <gtest/gtest.h>

#include "runtime/store/contents.h"
#include "tests/support/sample_cache.h"

namespace larder::inline v1::store {
namespace {

using format::ArchSuffix;
using format::CacheInput;
using tests::ptx;
using tests::sass;

const format::Target kHopper = sass(9, 0, ArchSuffix::kSpecific);

// The sample, whose kernel without images has a CPU variant, and scale too.
CacheInput sample() {
  CacheInput input = tests::sample_input();
  input.images.push_back({format::kCpuTarget, tests::to_bytes("fibers")});
  input.kernels[0].uses.push_back({3, 0, 0, 0});
  input.kernels[3].uses.push_back({3, 0, 0, 0});
  return input;
}

std::string targets(const CacheInput& contents, std::size_t kernel) {
  std::vector<format::Target> list;
  for (const format::ImageUse& use : contents.kernels[kernel].uses) {
    list.push_back(contents.images.at(use.image).target);
  }
  return targets_text(list);
}

TEST(Prune, KeepsTheMachineCodeAskedForAndCpuVariants) {
  const CacheInput pruned = *prune_contents(sample(), {{sass(8, 0)}, false, {}});
  ASSERT_EQ(pruned.kernels.size(), 4U);
  EXPECT_EQ(targets(pruned, 0), "sm_80, CPU");
  EXPECT_EQ(targets(pruned, 1), "sm_80");
  EXPECT_EQ(targets(pruned, 2), "none");
  EXPECT_EQ(targets(pruned, 3), "CPU");
  EXPECT_EQ(pruned.images.size(), 2U);
  EXPECT_EQ(pruned.kernels[1].uses[0].registers, 40);
  EXPECT_EQ(pruned.toolchain, "nvcc 13.0.88");
  EXPECT_TRUE(format::encode(pruned).ok());
}

TEST(Prune, KeepsPtxOnlyWhereAsked) {
  const CacheInput pruned = *prune_contents(sample(), {{kHopper}, true, {}});
  EXPECT_EQ(targets(pruned, 0), "sm_90a, compute_90 (PTX 9.0), CPU");
  EXPECT_EQ(targets(pruned, 2), "sm_90a, compute_90 (PTX 9.0)");
  EXPECT_EQ(pruned.images.size(), 3U);
  // The numbers are new ones, the images the old ones.
  EXPECT_EQ(pruned.images[pruned.kernels[0].uses[0].image].bytes,
            tests::to_bytes(std::string(100, 'h')));
}

TEST(Prune, OfEverythingKeptChangesNothing) {
  const auto whole = format::encode(sample());
  const auto pruned =
      format::encode(*prune_contents(sample(), {{sass(8, 0), kHopper}, true, {"*"}}));
  EXPECT_EQ(pruned->index, whole->index);
  EXPECT_EQ(pruned->data, whole->data);
}

TEST(Prune, KeepsImagesOfTheKernelsAskedFor) {
  for (const char* pattern : {"scale", "sc*", "?cale", "_Z5scale*", "[rs]cale"}) {
    const CacheInput pruned = *prune_contents(sample(), {{sass(8, 0), kHopper}, false, {pattern}});
    EXPECT_EQ(targets(pruned, 0), "sm_80, sm_90a, CPU") << pattern;
    EXPECT_EQ(targets(pruned, 1), "none") << pattern;
    EXPECT_EQ(targets(pruned, 2), "none") << pattern;
    EXPECT_EQ(targets(pruned, 3), "CPU") << pattern;
    // blur<4> was in the same images.
    EXPECT_TRUE(format::encode(pruned).ok()) << pattern;
  }
  const CacheInput two =
      *prune_contents(sample(), {{sass(8, 0)}, false, {"blur<4>", "lonely", "scale"}});
  EXPECT_EQ(targets(two, 0), "sm_80, CPU");
  EXPECT_EQ(targets(two, 1), "sm_80");
}

TEST(Prune, TakesANameThatIsNoPatternForItself) {
  CacheInput input = sample();
  input.kernels[0].name = "scale<int[4], char*>";
  EXPECT_TRUE(prune_contents(input, {{sass(8, 0)}, false, {"scale<int[4], char*>"}}).ok());
  EXPECT_FALSE(prune_contents(input, {{sass(8, 0)}, false, {"scale<int[4]"}}).ok());
}

TEST(Prune, OfAnArchitectureThatNoImageHasNamesThoseThereAre) {
  const Status status = prune_contents(sample(), {{sass(9, 0)}, true, {}}).status();
  EXPECT_EQ(status.code(), Code::kNotFound);
  EXPECT_EQ(status.message(),
            "no image is for sm_90; there are: sm_80, sm_90a, compute_90 (PTX 9.0)");
  // PTX for an architecture is no machine code for it.
  EXPECT_FALSE(prune_contents(sample(), {{sass(8, 0), sass(9, 0)}, true, {}}).ok());
  EXPECT_EQ(prune_contents({}, {{sass(9, 0)}, true, {}}).status().message(),
            "no image is for sm_90; there are: none");
}

TEST(Prune, OfAPatternThatNoKernelMatchesIsAnError) {
  const Status status = prune_contents(sample(), {{sass(8, 0)}, false, {"scale", "x*"}}).status();
  EXPECT_EQ(status.code(), Code::kNotFound);
  EXPECT_EQ(status.message(),
            "no kernel's name or symbol matches \"x*\"; \"larder list\" shows the kernels");
}

}  // namespace
}  // namespace larder::inline v1::store
