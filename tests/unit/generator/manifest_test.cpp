#include "generator/emit/manifest.h"

#include <gtest/gtest.h>

namespace larder::generate {
namespace {

KeyedKernel sample_kernel() {
  KeyedKernel keyed;
  keyed.kernel.name = "f<3>";
  keyed.kernel.symbol = "_Z1fILi3EEvi";
  keyed.kernel.where = {"a.cpp", 4, 1};
  keyed.kernel.template_arguments = {"3"};
  keyed.kernel.parameters = {{"n", "int", 4, 4, 0}};
  keyed.kernel.shared_bytes = 64;
  keyed.kernel.dynamic_shared = true;
  keyed.kernel.max_threads = 128;
  keyed.kernel.min_blocks = 2;
  keyed.kernel.cuda_only = true;
  keyed.kernel.salt = "v1";
  keyed.kernel.variables = {"v"};
  keyed.keys = {{90, digest_of("key")}};
  keyed.parts = {{"kernel f", {"a.cpp", 4, 1}, digest_of("text")}};
  return keyed;
}

manifest::Manifest manifest_with(const std::vector<KeyedKernel>& kernels) {
  ManifestInput input;
  input.kernels = kernels;
  return manifest_of(input);
}

TEST(ManifestOf, HasAllThatIsKnownOfAKernel) {
  const std::vector<KeyedKernel> kernels = {sample_kernel()};
  const manifest::Kernel kernel = manifest_with(kernels).kernels.at(0);
  EXPECT_EQ(kernel.name, "f<3>");
  EXPECT_EQ(kernel.symbol, "_Z1fILi3EEvi");
  EXPECT_EQ(kernel.location, "a.cpp:4");
  EXPECT_EQ(kernel.keys, kernels[0].keys);
  EXPECT_EQ(kernel.salt, "v1");
  EXPECT_EQ(kernel.template_arguments, std::vector<std::string>{"3"});
  EXPECT_EQ(kernel.parameters, kernels[0].kernel.parameters);
  EXPECT_EQ(kernel.shared_bytes, 64U);
  EXPECT_TRUE(kernel.dynamic_shared);
  EXPECT_EQ(kernel.launch_bounds, (manifest::LaunchBounds{128, 2}));
  EXPECT_TRUE(kernel.cuda_only);
  EXPECT_EQ(kernel.variables, std::vector<std::string>{"v"});
  ASSERT_EQ(kernel.parts.size(), 1U);
  EXPECT_EQ(kernel.parts[0].what, "kernel f");
  EXPECT_EQ(kernel.parts[0].location, "a.cpp:4");
  EXPECT_EQ(kernel.parts[0].digest, digest_of("text"));
}

TEST(ManifestOf, HasTheVariablesOfAllViewsEachOnceAndWhyTheSourceGoesWhole) {
  std::vector<View> views(2);
  views[0].variables = {{"v", "v", "::v", 4, 4, false, true}};
  views[1].variables = {{"v", "v", "::v", 4, 4, false, true},
                        {"w", "w", "::w", 8, 8, true, false, true, true}};
  views[1].whole = "it asks for __CUDACC_VER_MAJOR__";
  ManifestInput input;
  input.views = views;
  const manifest::Manifest manifest = manifest_of(input);
  EXPECT_EQ(manifest.whole, views[1].whole);
  ASSERT_EQ(manifest.variables.size(), 2U);
  EXPECT_EQ(manifest.variables[1], (manifest::Variable{"w", "w", 8, 8, true, false, "internal"}));
  EXPECT_EQ(manifest.variables[0].linkage, "");
}

TEST(ManifestOf, HasWhatIsKnownOfTheSource) {
  ManifestInput input;
  input.source = "a.cpp";
  input.cuda_name = "a.larder.cuda";
  input.clang = "19.1.7";
  input.archs = {80, 90};
  input.flags = {"-DX"};
  input.key_context.flags = {"-G"};
  input.key_context.salt = "s";
  const manifest::Manifest manifest = manifest_of(input);
  EXPECT_EQ(manifest.producer, "larder-generate " LARDER_VERSION);
  EXPECT_EQ(manifest.source, "a.cpp");
  EXPECT_EQ(manifest.cuda, "a.larder.cuda");
  EXPECT_EQ(manifest.clang, "19.1.7");
  EXPECT_EQ(manifest.archs, (std::vector<std::uint32_t>{80, 90}));
  EXPECT_EQ(manifest.flags, std::vector<std::string>{"-DX"});
  EXPECT_EQ(manifest.key_flags, std::vector<std::string>{"-G"});
  EXPECT_EQ(manifest.salt, "s");
}

}  // namespace
}  // namespace larder::generate
