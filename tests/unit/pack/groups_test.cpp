#include "generator/pack/groups.h"

#include <gtest/gtest.h>

#include "tests/support/sample_cache.h"

namespace larder::pack {
namespace {

using tests::sample_key;

using Words = std::vector<std::string>;

ManifestKernel kernel(const std::string& name, Words variables = {}, unsigned capability = 0) {
  ManifestKernel kernel;
  kernel.name = name;
  kernel.symbol = name;
  kernel.location = "a.cpp:1";
  kernel.keys = {{capability, sample_key(1)}};
  kernel.variables = std::move(variables);
  return kernel;
}

std::vector<Words> symbols(const Manifest& manifest, unsigned capability = 80) {
  std::vector<Words> out;
  for (const Group& group : groups_of(manifest, capability)) out.push_back(group.symbols());
  return out;
}

TEST(Groups, EachKernelIsOneUnlessItSharesAVariable) {
  Manifest manifest;
  manifest.kernels = {kernel("d", {"z"}), kernel("c"), kernel("b", {"y", "z"}), kernel("a", {"y"}),
                      kernel("e", {"x"})};
  EXPECT_EQ(symbols(manifest), (std::vector<Words>{{"a", "b", "d"}, {"c"}, {"e"}}));
}

TEST(Groups, AVariableThatNobodyWritesJoinsNothing) {
  Manifest manifest;
  manifest.kernels = {kernel("a", {"c"}), kernel("b", {"c"})};
  manifest.variables = {{"c", "c", 4, 4, true, false}};
  EXPECT_EQ(symbols(manifest), (std::vector<Words>{{"a"}, {"b"}}));
}

TEST(Groups, HoldTheKernelsOfTheArchitecture) {
  Manifest manifest;
  manifest.kernels = {kernel("a", {"x"}), kernel("b", {"x"}, 90)};
  EXPECT_EQ(symbols(manifest, 80), (std::vector<Words>{{"a"}}));
  EXPECT_EQ(symbols(manifest, 90), (std::vector<Words>{{"a", "b"}}));
}

TEST(ImageIdentity, CoversKeysArchitectureAndCompilers) {
  Manifest manifest;
  manifest.kernels = {kernel("a")};
  const Group group = groups_of(manifest, 80).front();
  Compilation compilation{{}, "nvcc 13.0.88"};
  const std::string first = image_identity(group, manifest, {80}, compilation);
  EXPECT_EQ(first.size(), 64U);
  EXPECT_EQ(image_identity(group, manifest, {80}, compilation), first);
  EXPECT_NE(image_identity(group, manifest, {90}, compilation), first);
  EXPECT_NE(image_identity(group, manifest, {80, 'a'}, compilation), first);
  manifest.kernels[0].keys[0].key = sample_key(2);
  EXPECT_NE(image_identity(group, manifest, {80}, compilation), first);
  manifest.kernels[0].keys[0].key = sample_key(1);
  compilation.identity = "nvcc 13.0.89";
  EXPECT_NE(image_identity(group, manifest, {80}, compilation), first);
}

TEST(ImageIdentity, OfTheWholeTextCoversAllThatShareTheBody) {
  Manifest manifest;
  manifest.kernels = {kernel("a"), kernel("b"), kernel("c"), kernel("d", {}, 90)};
  manifest.kernels[2].location = "a.cpp:2";
  const Group group = groups_of(manifest, 80).front();
  const auto identity = [&] { return image_identity(group, manifest, {80}, {}); };
  const auto changes_with = [&](std::size_t number) {
    const std::string before = identity();
    manifest.kernels[number].keys[0].key = sample_key(2);
    const bool changes = identity() != before;
    manifest.kernels[number].keys[0].key = sample_key(1);
    return changes;
  };
  const std::string variant = identity();
  EXPECT_FALSE(changes_with(1));
  manifest.whole = "why";
  EXPECT_NE(identity(), variant);
  EXPECT_TRUE(changes_with(0));
  EXPECT_TRUE(changes_with(1));
  EXPECT_FALSE(changes_with(2));
  EXPECT_FALSE(changes_with(3));
  const std::string first = identity();
  manifest.whole = "another reason";
  EXPECT_EQ(identity(), first);
}

TEST(ImageIdentity, DoesNotCoverNamesForPeopleAndPlaces) {
  Manifest manifest;
  manifest.kernels = {kernel("a")};
  const Group group = groups_of(manifest, 80).front();
  const std::string first = image_identity(group, manifest, {80}, {});
  manifest.kernels[0].location = "elsewhere/b.cpp:7";
  EXPECT_EQ(image_identity(group, manifest, {80}, {}), first);
}

}  // namespace
}  // namespace larder::pack
