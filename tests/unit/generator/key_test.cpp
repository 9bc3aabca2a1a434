#include "generator/key/key.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace larder::generate {
namespace {

View sample() {
  View view;
  view.architecture = 80;
  view.parts = {{"kernel f", {"a.cpp", 1, 1}, "void f ( ) { g ( ) ; }"},
                {"device function g", {"a.cpp", 2, 1}, "void g ( ) { }"}};
  Kernel kernel;
  kernel.name = "f";
  kernel.symbol = "_Z1fv";
  kernel.parts = {0, 1};
  view.kernels = {kernel};
  return view;
}

Digest key(const View& view, std::vector<std::string> flags = {}) {
  return key_of(view.kernels[0], view, flags);
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
  View fewer = sample();
  fewer.kernels[0].parts.pop_back();
  std::vector<Digest> all = {key(sample()),        key(tokens), key(what),
                             key(symbol),          key(fewer),  key(sample(), {"--use_fast_math"}),
                             key(sample(), {"-G"})};
  std::sort(all.begin(), all.end());
  EXPECT_EQ(std::unique(all.begin(), all.end()), all.end());
}

TEST(Key, KeepsNeighbouringFieldsApart) {
  EXPECT_NE(key(sample(), {"-a", "b"}), key(sample(), {"-ab"}));
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
