#include "generator/key/key.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace larder::generate {
namespace {

View sample() {
  View view;
  view.architecture = 80;
  view.parts = {{"kernel f", "_Z1fv", {"a.cpp", 1, 1}, "call void @_Z1gv()"},
                {"device function g", "_Z1gv", {"a.cpp", 2, 1}, "ret void"}};
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
  View text = sample();
  text.parts[1].text = "unreachable";
  View part = sample();
  part.parts[1].symbol = "_Z1hv";
  View symbol = sample();
  symbol.kernels[0].symbol = "_Z1fi";
  View salt = sample();
  salt.kernels[0].salt = "s";
  View fewer = sample();
  fewer.kernels[0].parts.pop_back();
  std::vector<Digest> all = {key(sample()),
                             key(text),
                             key(part),
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

TEST(Key, TellsWhichPartHasWhichText) {
  View crossed = sample();
  std::swap(crossed.parts[0].text, crossed.parts[1].text);
  EXPECT_NE(key(crossed), key(sample()));
}

TEST(Key, DoesNotDependOnWhatPeopleCallAPart) {
  View renamed = sample();
  renamed.parts[1].what = "device function h";
  EXPECT_EQ(key(renamed), key(sample()));
}

TEST(KeyKernels, GivesThePartsOfAllViewsEachOnce) {
  std::vector<View> views = {sample(), sample()};
  EXPECT_EQ(key_kernels(views, {})[0].parts.size(), 2u);
  views[1].parts[1].text += "\nret void";
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
  EXPECT_EQ(keyed[1].keys[0].compute_capability, 90u);
}

TEST(KeyKernels, GivesOneKeyWhereAllPassesSawTheSame) {
  std::vector<View> views = {sample(), sample()};
  views[1].architecture = 90;
  const auto keyed = key_kernels(views, {});
  ASSERT_EQ(keyed.size(), 1u);
  ASSERT_EQ(keyed[0].keys.size(), 1u);
  EXPECT_EQ(keyed[0].keys[0].compute_capability, 0u);
}

TEST(KeyKernels, GivesAKeyPerArchitectureWhereTheyDiffer) {
  std::vector<View> views = {sample(), sample()};
  views[1].architecture = 90;
  views[1].parts[1].text += "\nret void";
  const auto keyed = key_kernels(views, {});
  ASSERT_EQ(keyed[0].keys.size(), 2u);
  EXPECT_EQ(keyed[0].keys[0].compute_capability, 80u);
  EXPECT_EQ(keyed[0].keys[1].compute_capability, 90u);
  EXPECT_NE(keyed[0].keys[0].key, keyed[0].keys[1].key);
}

TEST(KeyKernels, NamesTheArchitectureOfAKernelThatOnlyOnePassHas) {
  std::vector<View> views = {sample(), sample()};
  views[1].architecture = 90;
  views[1].kernels.clear();
  const auto keyed = key_kernels(views, {});
  ASSERT_EQ(keyed[0].keys.size(), 1u);
  EXPECT_EQ(keyed[0].keys[0].compute_capability, 80u);
}

}  // namespace
}  // namespace larder::generate
