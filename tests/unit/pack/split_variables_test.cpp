#include "generator/pack/split_variables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace larder::pack {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

Manifest source(const std::string& name, const manifest::Variable& variable, bool used = true) {
  Manifest out;
  out.source = name;
  out.variables = {variable};
  ManifestKernel kernel;
  if (used) kernel.variables = {variable.symbol};
  out.kernels = {kernel};
  return out;
}

manifest::Variable counter(bool is_mutable = true) {
  return {"model::counter", "_ZN5model7counterE", 4, 4, false, is_mutable};
}

TEST(SplitVariables, AreThoseThatKernelsOfTwoSourcesUseAndOneWrites) {
  const Manifest a = source("a.cpp", counter());
  const Manifest b = source("b.cpp", counter(false));
  const auto found = split_variables({&a, &b});
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].name, "model::counter");
  EXPECT_THAT(found[0].sources, ElementsAre("a.cpp", "b.cpp"));
}

TEST(SplitVariables, AreNotThoseThatNobodyWrites) {
  const Manifest a = source("a.cpp", counter(false));
  const Manifest b = source("b.cpp", counter(false));
  EXPECT_THAT(split_variables({&a, &b}), IsEmpty());
}

TEST(SplitVariables, AreNotThoseOfOneSourcesKernels) {
  const Manifest a = source("a.cpp", counter());
  const Manifest b = source("b.cpp", counter(), false);
  EXPECT_THAT(split_variables({&a, &b}), IsEmpty());
}

TEST(SplitVariables, AreNotConstant) {
  manifest::Variable table = counter();
  table.constant = true;
  const Manifest a = source("a.cpp", table);
  const Manifest b = source("b.cpp", table);
  EXPECT_THAT(split_variables({&a, &b}), IsEmpty());
}

TEST(SplitVariables, AreNotStatic) {
  manifest::Variable variable = counter();
  variable.linkage = "internal";
  const Manifest a = source("a.cpp", variable);
  const Manifest b = source("b.cpp", variable);
  EXPECT_THAT(split_variables({&a, &b}), IsEmpty());
}

// A source with a static variable and a kernel that uses it.
Manifest own_counter(const std::string& name, const std::string& linkage_of_kernel) {
  manifest::Variable variable = counter();
  variable.linkage = "internal";
  Manifest out = source(name, variable);
  out.kernels[0].name = "count<int>";
  out.kernels[0].symbol = "_Z5countIiEvT_";
  out.kernels[0].linkage = linkage_of_kernel;
  return out;
}

TEST(MergedKernels, HaveStaticVariablesAndAreNotStatic) {
  const Manifest a = own_counter("a.cpp", "");
  const Manifest b = own_counter("b.cpp", "");
  const auto found = merged_kernels({&a, &b});
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].name, "count<int>");
  EXPECT_EQ(found[0].variable, "model::counter");
  EXPECT_THAT(found[0].sources, ElementsAre("a.cpp", "b.cpp"));
  EXPECT_THAT(merged_kernels({&a}), IsEmpty());
}

TEST(MergedKernels, AreNotStatic) {
  const Manifest a = own_counter("a.cpp", "internal");
  const Manifest b = own_counter("b.cpp", "internal");
  EXPECT_THAT(merged_kernels({&a, &b}), IsEmpty());
}

TEST(MergedKernels, UseVariablesThatAreWritten) {
  Manifest a = own_counter("a.cpp", "");
  Manifest b = own_counter("b.cpp", "");
  for (Manifest* each : {&a, &b}) each->variables[0].is_mutable = false;
  EXPECT_THAT(merged_kernels({&a, &b}), IsEmpty());
  const Manifest c = source("c.cpp", counter());
  const Manifest d = source("d.cpp", counter());
  EXPECT_THAT(merged_kernels({&c, &d}), IsEmpty());
}

}  // namespace
}  // namespace larder::pack
