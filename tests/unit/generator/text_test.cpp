#include "generator/emit/text.h"

#include <gtest/gtest.h>

#include <vector>

namespace larder::generate {
namespace {

Token token(std::string text, unsigned line, std::string file = "a.cpp", bool own_line = false) {
  Token out;
  out.text = std::move(text);
  out.where = {std::move(file), line, 1};
  out.own_line = own_line;
  return out;
}

TEST(StringLiteral, EscapesQuotesAndBackslashes) {
  EXPECT_EQ(string_literal(R"(C:\a "b")"), R"("C:\\a \"b\"")");
}

TEST(StringLiteral, KeepsControlCharactersOnTheLine) {
  EXPECT_EQ(string_literal("a\n1\t\x7f"), R"("a\0121\011\177")");
}

TEST(LocationText, IsPrintable) {
  EXPECT_EQ((Location{"a\nb.cpp", 3, 1}.text()), R"(a\012b.cpp:3)");
}

TEST(LaidOut, KeepsTokensOnTheirLines) {
  const std::vector<Token> tokens = {token("int", 3), token("x", 3), token(";", 5)};
  EXPECT_EQ(laid_out(tokens), "#line 3 \"a.cpp\"\nint x\n\n;\n");
}

TEST(LaidOut, JumpsBackAndFarAheadByDirective) {
  const std::vector<Token> tokens = {token("a", 3), token("b", 1), token("c", 90)};
  EXPECT_EQ(laid_out(tokens),
            "#line 3 \"a.cpp\"\na\n#line 1 \"a.cpp\"\nb\n#line 90 \"a.cpp\"\nc\n");
}

TEST(LaidOut, NamesAnotherFile) {
  const std::vector<Token> tokens = {token("a", 3), token("b", 3, "b.h")};
  EXPECT_EQ(laid_out(tokens), "#line 3 \"a.cpp\"\na\n#line 3 \"b.h\"\nb\n");
}

TEST(LaidOut, GivesAPragmaALineToItself) {
  const std::vector<Token> tokens = {token("{", 3), token("#pragma unroll", 3, "a.cpp", true),
                                     token("for", 3)};
  EXPECT_EQ(laid_out(tokens),
            "#line 3 \"a.cpp\"\n{\n#line 3 \"a.cpp\"\n#pragma unroll\n#line 3 \"a.cpp\"\nfor\n");
}

TEST(LaidOut, KeepsTokensTogetherThatStoodTogether) {
  std::vector<Token> tokens = {token("f", 1), token("(", 1), token(")", 1)};
  tokens[1].spaced = tokens[2].spaced = false;
  EXPECT_EQ(laid_out(tokens), "#line 1 \"a.cpp\"\nf()\n");
}

}  // namespace
}  // namespace larder::generate
