#include "generator/nvcc/words.h"

#include <gtest/gtest.h>

namespace larder::nvcc {
namespace {

Words words(std::string_view line) {
  const Result<Words> read = shell_words(line, [](const std::string& name) {
    return name == "CICC_PATH" ? std::string("/cuda/nvvm bin") : std::string();
  });
  return read ? *read : Words{"error: " + read.status().message()};
}

TEST(Words, AreSeparatedBySpaces) {
  EXPECT_EQ(words("  gcc  -E\t-x c++ "), (Words{"gcc", "-E", "-x", "c++"}));
  EXPECT_EQ(words(""), Words());
}

TEST(Words, QuotesAndBackslashesMeanWhatTheyMeanToAShell) {
  EXPECT_EQ(words(R"(-I"a b" -D "X=\"q r\"" '-DY=\"$z' a\ b "")"),
            (Words{"-Ia b", "-D", "X=\"q r\"", "-DY=\\\"$z", "a b", ""}));
  EXPECT_EQ(words(R"("a\n" "it's" "\$x \` \\")"), (Words{"a\\n", "it's", "$x ` \\"}));
}

TEST(Words, VariablesStandForTheirValues) {
  EXPECT_EQ(words("\"$CICC_PATH/cicc\" ${CICC_PATH} $NONE. $"),
            (Words{"/cuda/nvvm bin/cicc", "/cuda/nvvm bin", ".", "$"}));
}

TEST(Words, WhatOnlyAShellCanDoIsAnError) {
  for (const char* line : {"a `b`", "\"`b`\"", "a $(b)", "a; b", "a | b", "a > b", "a & b", "(a)",
                           "\"a", "'a", "a\\", "${a"})
    EXPECT_TRUE(words(line).at(0).starts_with("error: ")) << line;
}

}  // namespace
}  // namespace larder::nvcc
