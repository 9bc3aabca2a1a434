#include "generator/key/key.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace larder::generate {
namespace {

View sample() {
  View view;
  view.architecture = 80;
  view.parts = {{"kernel f", {"a.cpp", 1, 1}, "void f ( ) { g ( ) ; }", "_Z1fv\n_Z1gv\n", ""},
                {"device function g", {"a.cpp", 2, 1}, "void g ( ) { }", "_Z1gv\n", ""}};
  Kernel kernel;
  kernel.name = "f";
  kernel.symbol = "_Z1fv";
  kernel.parts = {0, 1};
  view.kernels = {kernel};
  return view;
}

Digest key(const View& view, std::vector<std::string> flags = {}, std::string salt = "") {
  return key_of(view.kernels[0], view, digest_parts(view), {std::move(flags), {}, std::move(salt)});
}

TEST(Key, IsTheSameForTheSameCode) { EXPECT_EQ(key(sample()), key(sample())); }

TEST(Key, DoesNotDependOnPlaces) {
  View moved = sample();
  moved.parts[1].where = {"other.h", 99, 7};
  moved.kernels[0].where = {"b.cpp", 4, 4};
  EXPECT_EQ(key(moved), key(sample()));
}

TEST(Key, DoesNotDependOnTheOrderOfDeclarations) {
  View swapped = sample();
  std::swap(swapped.parts[0], swapped.parts[1]);
  EXPECT_EQ(key(swapped), key(sample()));
}

TEST(Key, ChangesWithEachIngredient) {
  View tokens = sample();
  tokens.parts[1].tokens = "void g ( ) { ; }";
  View what = sample();
  what.parts[1].what = "device function h";
  View symbol = sample();
  symbol.kernels[0].symbol = "_Z1fi";
  View resolution = sample();
  resolution.parts[0].resolution = "_Z1fv\n_Z1gi\n";
  View places = sample();
  places.parts[0].places = "a.cpp:1\n";
  View salt = sample();
  salt.kernels[0].salt = "s";
  View fewer = sample();
  fewer.kernels[0].parts.pop_back();
  std::vector<Digest> all = {key(sample()),
                             key(tokens),
                             key(resolution),
                             key(places),
                             key(what),
                             key(symbol),
                             key(fewer),
                             key(salt),
                             key(sample(), {"--maxrregcount=32"}),
                             key(sample(), {"-G"}),
                             key(sample(), {}, "s")};
  std::sort(all.begin(), all.end());
  EXPECT_EQ(std::unique(all.begin(), all.end()), all.end());
}

TEST(Key, ChangesWithFastMathWhereThereAreFloatingPointNumbers) {
  View floating = sample();
  floating.kernels[0].floating_point = true;
  const auto fast = [](const View& view) {
    return key_of(view.kernels[0], view, digest_parts(view), {{}, {"cicc -ftz=1"}, ""});
  };
  EXPECT_NE(fast(floating), key(floating));
  EXPECT_EQ(fast(sample()), key(sample()));
  EXPECT_NE(fast(floating), key(floating, {"cicc -ftz=1"}));
}

TEST(Key, KeepsNeighbouringFieldsApart) {
  EXPECT_NE(key(sample(), {"-a", "b"}), key(sample(), {"-ab"}));
}

TEST(Key, TellsWhichTextHasWhichResolution) {
  View view = sample();
  view.parts[0].what = view.parts[1].what;
  View crossed = view;
  std::swap(crossed.parts[0].resolution, crossed.parts[1].resolution);
  EXPECT_NE(key(view), key(crossed));
}

TEST(DigestParts, SplitsTextFromResolution) {
  View view = sample();
  const auto before = digest_parts(view);
  view.parts[1].resolution += "_Z1hv\n";
  const auto after = digest_parts(view);
  ASSERT_EQ(after.size(), 2u);
  EXPECT_EQ(before[1].text, after[1].text);
  EXPECT_NE(before[1].resolution, after[1].resolution);
  EXPECT_EQ(before[0].resolution, after[0].resolution);
}

TEST(KeyKernels, GivesThePartsOfAllViewsEachOnce) {
  std::vector<View> views = {sample(), sample()};
  EXPECT_EQ(key_kernels(views, {})[0].parts.size(), 2u);
  views[1].parts[1].tokens += " ;";
  EXPECT_EQ(key_kernels(views, {})[0].parts.size(), 3u);
}

TEST(KeyKernels, GivesKernelsThatOnlyALaterViewHas) {
  std::vector<View> views = {sample(), sample()};
  views[1].architecture = 90;
  views[1].kernels[0].symbol = "_Z5laterv";
  const auto keyed = key_kernels(views, {});
  ASSERT_EQ(keyed.size(), 2u);
  EXPECT_EQ(keyed[1].kernel.symbol, "_Z5laterv");
  ASSERT_EQ(keyed[1].keys.size(), 1u);
  EXPECT_EQ(keyed[1].keys[0].architecture, 90u);
}

TEST(KeyKernels, GivesOneKeyWhereAllPassesSawTheSame) {
  std::vector<View> views = {sample(), sample()};
  views[1].architecture = 90;
  const auto keyed = key_kernels(views, {});
  ASSERT_EQ(keyed.size(), 1u);
  ASSERT_EQ(keyed[0].keys.size(), 1u);
  EXPECT_EQ(keyed[0].keys[0].architecture, 0u);
}

TEST(KeyKernels, GivesAKeyPerArchitectureWhereTheyDiffer) {
  std::vector<View> views = {sample(), sample()};
  views[1].architecture = 90;
  views[1].parts[1].tokens += " ;";
  const auto keyed = key_kernels(views, {});
  ASSERT_EQ(keyed[0].keys.size(), 2u);
  EXPECT_EQ(keyed[0].keys[0].architecture, 80u);
  EXPECT_EQ(keyed[0].keys[1].architecture, 90u);
  EXPECT_NE(keyed[0].keys[0].digest, keyed[0].keys[1].digest);
}

TEST(KeyKernels, NamesTheArchitectureOfAKernelThatOnlyOnePassHas) {
  std::vector<View> views = {sample(), sample()};
  views[1].architecture = 90;
  views[1].kernels.clear();
  const auto keyed = key_kernels(views, {});
  ASSERT_EQ(keyed[0].keys.size(), 1u);
  EXPECT_EQ(keyed[0].keys[0].architecture, 80u);
}

TEST(Hex, WritesTwoDigitsAByte) {
  Digest digest{};
  digest[0] = 0x0a;
  digest[15] = 0xf0;
  EXPECT_EQ(hex(digest), "0a0000000000000000000000000000f0");
}

}  // namespace
}  // namespace larder::generate
