#include "generator/proof.h"

#include <gtest/gtest.h>

namespace larder::generate {
namespace {

View source() {
  View view;
  view.parts = {{"kernel f", "_Z1fv", {}, "call void @_Z1gv()"},
                {"device function g", "_Z1gv", {}, "ret void"},
                {"", "constant.12", {}, "constant [2 x i8]"}};
  Kernel kernel;
  kernel.name = "f";
  kernel.symbol = "_Z1fv";
  kernel.parts = {0, 1, 2};
  view.kernels = {kernel};
  return view;
}

VariantCode variant() { return {source().kernels, source().parts, {}}; }

TEST(Difference, IsNoneBetweenTheSameCode) {
  VariantCode reordered = variant();
  std::swap(reordered.parts[0], reordered.parts[2]);
  reordered.parts[1].what = "function g";
  reordered.parts[1].where = {"elsewhere.h", 3, 3};
  EXPECT_EQ(difference(source(), reordered), "");
}

TEST(Difference, NamesAFunctionThatIsOtherCode) {
  VariantCode other = variant();
  other.parts[1].text = "unreachable";
  EXPECT_EQ(difference(source(), other),
            "device function g, reached from kernel f, is other code in its CUDA variant");
}

TEST(Difference, NamesAFunctionThatOnlyTheVariantReaches) {
  VariantCode more = variant();
  more.parts.push_back({"device function h", "_Z1hv", {}, "ret void"});
  more.kernels[0].parts.push_back(3);
  EXPECT_EQ(difference(source(), more),
            "device function h, reached from kernel f, is other code in its CUDA variant");
}

TEST(Difference, NamesAPartWithoutAPersonsNameByItsSymbol) {
  VariantCode fewer = variant();
  fewer.kernels[0].parts.pop_back();
  EXPECT_EQ(difference(source(), fewer),
            "constant.12, reached from kernel f, is other code in its CUDA variant");
}

TEST(Difference, NamesAKernelThatIsNotThere) {
  VariantCode none = variant();
  none.kernels.clear();
  EXPECT_EQ(difference(source(), none), "kernel f is missing in its CUDA variant");
}

TEST(Difference, RepeatsClangsError) {
  EXPECT_EQ(difference(source(), {{}, {}, "expected expression"}),
            "its CUDA variant does not parse: expected expression");
}

}  // namespace
}  // namespace larder::generate
