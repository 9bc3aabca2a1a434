#include "generator/pack/ptx_slice.h"

#include <gtest/gtest.h>

namespace larder::pack {
namespace {

using Words = std::vector<std::string>;

std::string entry(const std::string& name, const std::string& body) {
  return ".visible .entry " + name + "()\n{\n" + body + "}\n";
}

PtxSlice sliced(const std::string& statements, const Words& kernels, const Words& variables = {}) {
  const Result<PtxModule> module = parse_ptx(".version 9.0\n.target sm_80\n" + statements);
  EXPECT_TRUE(module.ok()) << module.status().message();
  Result<PtxSlice> slice = slice_ptx(*module, kernels, variables);
  EXPECT_TRUE(slice.ok()) << slice.status().message();
  return slice.ok() ? *std::move(slice) : PtxSlice{};
}

TEST(PtxSlice, HoldsWhatTheKernelNeedsAndNothingElse) {
  const std::string text = ".global .u32 used;\n.global .u32 other;\n" +
                           entry("a", "st [used];\n") + entry("b", "ret;\n");
  EXPECT_EQ(sliced(text, {"a"}).text,
            ".version 9.0\n.target sm_80\n.global .u32 used;\n"
            ".visible .entry a()\n{\nst [used];\n}\n");
}

TEST(PtxSlice, DoesNotDependOnSiblings) {
  // The compiler numbers labels, stacks and strings through the whole module, in its order.
  const std::string alone = ".global .b8 $str[2] = {97};\n.global .b8 $str$1[2] = {98};\n" +
                            entry("k",
                                  ".local .b8 __local_depot0[4];\nmov %SPL, __local_depot0;\n"
                                  "$L__BB0_1:\nmov %r1, $str;\nmov %r2, $str$1;\nbra $L__BB0_1;\n"
                                  "prototype_0 : .callprototype _ ();\n");
  const std::string together =
      ".global .b8 $str[2] = {98};\n.global .b8 $str$1[2] = {97};\n" +
      entry("first", "mov %r1, $str;\n") +
      entry("k",
            ".local .b8 __local_depot1[4];\nmov %SPL, __local_depot1;\n"
            "$L__BB1_1:\nmov %r1, $str$1;\nmov %r2, $str;\nbra $L__BB1_1;\n"
            "prototype_7 : .callprototype _ ();\n");
  EXPECT_EQ(sliced(alone, {"k"}).text, sliced(together, {"k"}).text);
}

TEST(PtxSlice, FunctionsAreDeclaredBeforeTablesOfThem) {
  const std::string text = ".global .u64 vtable[1] = {f};\n.func f()\n{\nld [vtable];\n}\n" +
                           entry("k", "ld [vtable];\n");
  const PtxSlice slice = sliced(text, {"k"});
  EXPECT_EQ(slice.text,
            ".version 9.0\n.target sm_80\n.func f()\n;\n.global .u64 vtable[1] = {f};\n"
            ".func f()\n{\nld [vtable];\n}\n.visible .entry k()\n{\nld [vtable];\n}\n");
}

TEST(PtxSlice, VariablesFollowThoseWhoseAddressesTheyHold) {
  const std::string text =
      ".extern .func pure()\n;\n.global .u32 first;\n"
      ".global .u64 second[2] = {first, pure};\n" +
      entry("k", "ld [second];\n");
  EXPECT_EQ(sliced(text, {"k"}).text,
            ".version 9.0\n.target sm_80\n.extern .func pure()\n;\n.global .u32 first;\n"
            ".global .u64 second[2] = {first, pure};\n.visible .entry k()\n{\nld [second];\n}\n");
}

TEST(PtxSlice, SaysWhereAFunctionMayBeFittedToItsCallers) {
  const std::string call = entry("k", "call f;\n");
  EXPECT_TRUE(sliced(".func f()\n{\nret;\n}\n" + call, {"k"}).fitted_to_module);
  EXPECT_FALSE(sliced(".extern .func f()\n;\n" + call, {"k"}).fitted_to_module);
  EXPECT_FALSE(
      sliced(".func __internal_f()\n{\nret;\n}\n" + entry("k", "call __internal_f;\n"), {"k"})
          .fitted_to_module);
  EXPECT_FALSE(sliced(".func f()\n{\nret;\n}\n" + entry("k", "ret;\n"), {"k"}).fitted_to_module);
}

TEST(PtxSlice, NamesWhoElseCallsSuchAFunction) {
  const std::string text = ".func f()\n{\nret;\n}\n.func g()\n{\ncall f;\n}\n" +
                           entry("k", "call f;\n") + entry("other", "call g;\n") +
                           entry("apart", "ret;\n");
  EXPECT_EQ(sliced(text, {"k"}).other_callers, Words{"other"});
  EXPECT_EQ(sliced(text, {"k", "other"}).other_callers, Words{});
  EXPECT_EQ(sliced(text, {"apart"}).other_callers, Words{});
}

TEST(PtxSlice, AnEntryMayGetAnotherName) {
  Result<PtxModule> module =
      parse_ptx(".version 9.0\n.entry a(.param .u32 a_param_0)\n{\nld [a_param_0];\n}\n" +
                entry("ab", "ret;\n"));
  ASSERT_TRUE(module.ok());
  rename_entry(*module, "a", "b");
  const Result<PtxSlice> slice = slice_ptx(*module, Words{"b"}, {});
  ASSERT_TRUE(slice.ok());
  EXPECT_EQ(slice->text, ".version 9.0\n.entry b(.param .u32 b_param_0)\n{\nld [b_param_0];\n}\n");
  EXPECT_TRUE(slice_ptx(*module, Words{"ab"}, {}).ok());
}

TEST(PtxSlice, WhatTheHostLooksUpIsVisible) {
  const std::string text = ".global .u32 x;\n.global .u32 y;\n" + entry("k", "ld [x];\nld [y];\n");
  EXPECT_NE(sliced(text, {"k"}, {"x"}).text.find("\n.visible .global .u32 x;\n.global .u32 y;"),
            std::string::npos);
}

TEST(PtxSlice, SeveralKernelsShareTheirVariables) {
  const std::string text = ".global .u32 x;\n" + entry("a", "ld [x];\n") + entry("b", "st [x];\n") +
                           entry("c", "ret;\n");
  const std::string slice = sliced(text, {"a", "b"}).text;
  EXPECT_EQ(slice.find(".global"), slice.rfind(".global"));
  EXPECT_EQ(slice.find("entry c"), std::string::npos);
}

TEST(PtxSlice, AMissingKernelIsNamed) {
  const Result<PtxModule> module = parse_ptx(".version 9.0\n.func f()\n{\n}\n");
  ASSERT_TRUE(module.ok());
  EXPECT_EQ(slice_ptx(*module, Words{"f"}, {}).status().message(), "f");
}

}  // namespace
}  // namespace larder::pack
