#include "generator/nvcc/prelude.h"

#include <gtest/gtest.h>

namespace larder::nvcc {
namespace {

using generate::Macros;

TEST(Prelude, HasTheMacrosAsTheyAreAtTheSourcesFirstLine) {
  const Prelude prelude = parse_prelude(
      "# 0 \"<built-in>\"\n#define __GNUC__ 12\n#define X 1\n#define EMPTY\n"
      "#undef X\n#define F(a,b) a + b\n#define __GNUC__ 13\n#undef NEVER\n");
  EXPECT_EQ(prelude.world.macros,
            (Macros{{"__GNUC__", " 13"}, {"EMPTY", ""}, {"F", "(a,b) a + b"}}));
  EXPECT_EQ(prelude.text, "");
}

TEST(Prelude, TheTextHasNoMacrosAndNoPlaces) {
  const auto text = [](const std::string& input) { return parse_prelude(input).text; };
  EXPECT_EQ(text("# 1 \"/a/cuda_runtime.h\" 1\n\nint x;\n#pragma once\n# 7 \"/a/y.h\" 2\nint y;\n"),
            "int x;\n#pragma once\nint y;\n");
}

TEST(Prelude, HeadersOfTheHostCompilerAreItsOwn) {
  const auto text = [](const std::string& input) { return parse_prelude(input).text; };
  const std::string inside =
      "int a;\n# 1 \"/usr/include/math.h\" 1 3\nint b;\n"
      "# 2 \"/cuda/cuda_runtime.h\" 2\nint c;\n"
      "# 1 \"/cuda/cccl/cuda\" 1 3\nint d;\n";
  EXPECT_EQ(text("# 1 \"/cuda/cuda_runtime.h\" 1\n" + inside), "int a;\nint c;\nint d;\n");
  EXPECT_EQ(text("# 1 \"/usr/include/cuda_runtime.h\" 1 3\n" + inside),
            "int a;\nint b;\nint c;\nint d;\n");
  EXPECT_EQ(text("# 1 \"/cuda/own.h\" 1\n" + inside), "int a;\nint b;\nint c;\nint d;\n");
}

TEST(Prelude, WhatAFlagsFileDefinesIsLeftOutAndItsTextIsNot) {
  const Prelude prelude = parse_prelude(
      "# 1 \"/usr/include/stdc-predef.h\" 1 3 4\n#define STDC 1\n# 0 \"<command-line>\" 2\n"
      "# 1 \"/cuda/cuda_runtime.h\" 1\n#define CUDART_VERSION 13000\n# 0 \"<command-line>\" 2\n"
      "# 1 \"./dev.h\" 1\n#define OF_FILE 1\n#undef STDC\n"
      "# 1 \"/usr/include/math.h\" 1 3\n#define PI 3\n# 2 \"./dev.h\" 2\n"
      "int of_file;\n# 0 \"<command-line>\" 2\n# 1 \"q.cpp\"\n#define LATER 1\n");
  EXPECT_EQ(prelude.world.macros,
            (Macros{{"STDC", " 1"}, {"CUDART_VERSION", " 13000"}, {"LATER", " 1"}}));
  EXPECT_EQ(prelude.text, "int of_file;\n");
  EXPECT_EQ(prelude.files,
            (std::vector<std::string>{"./dev.h", "/cuda/cuda_runtime.h", "/usr/include/math.h",
                                      "/usr/include/stdc-predef.h", "q.cpp"}));
}

TEST(Prelude, SaysWhichQuestionsThePreprocessorKnows) {
  EXPECT_NE(question_source().find("#ifdef __has_feature\n"), std::string::npos);
  const Prelude prelude = parse_prelude("larder_knows \"__has_include\"\n");
  EXPECT_TRUE(prelude.world.questions.contains("__has_include"));
  EXPECT_EQ(prelude.world.questions.size(), 1U);
  EXPECT_EQ(prelude.text, "");
}

}  // namespace
}  // namespace larder::nvcc
