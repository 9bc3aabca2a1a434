#include "generator/lower/ptx/parser.h"

#include <gtest/gtest.h>

namespace larder::generate::ptx {
namespace {

using Kind = Operand::Kind;

Code parsed(std::string_view text, bool escapes = true) {
  const auto out = parse(text, escapes);
  if (const auto* refusal = std::get_if<Refusal>(&out)) {
    ADD_FAILURE() << text << ": " << refusal->what;
    return {};
  }
  return std::get<Code>(out);
}

std::string refused(std::string_view text, bool escapes = true) {
  const auto out = parse(text, escapes);
  const auto* refusal = std::get_if<Refusal>(&out);
  return refusal == nullptr ? "nothing" : refusal->what;
}

TEST(Parser, ReadsNothing) {
  for (const char* text : {"", " \n\t", ";", "// only a comment", "/* open", "{}", "{ ; }"})
    EXPECT_TRUE(parsed(text).instructions.empty()) << text;
}

TEST(Parser, ReadsInstructions) {
  const Code code = parsed("add.cc.u32 %0, %1, 7; /* and */ ret\n.uni");
  ASSERT_EQ(code.instructions.size(), 2U);
  const Instruction& add = code.instructions[0];
  EXPECT_EQ(add.opcode, "add");
  EXPECT_EQ(add.modifiers, (std::vector<std::string>{"cc", "u32"}));
  ASSERT_EQ(add.operands.size(), 3U);
  EXPECT_EQ(add.operands[0].kind, Kind::kArgument);
  EXPECT_EQ(add.operands[1].number, 1U);
  EXPECT_EQ(add.operands[2].integer, 7U);
  EXPECT_FALSE(add.guard.has_value());
  EXPECT_EQ(code.instructions[1].opcode, "ret");
}

TEST(Parser, ReadsModifiersWithColonsAndDigits) {
  const Code code = parsed("ld.global.L1::no_allocate.L2::128B.v4.f32 {%0,%1,_,%3}, [%4+-16];");
  EXPECT_EQ(code.instructions[0].modifiers,
            (std::vector<std::string>{"global", "L1::no_allocate", "L2::128B", "v4", "f32"}));
  const Operand& vector = code.instructions[0].operands[0];
  ASSERT_EQ(vector.kind, Kind::kVector);
  ASSERT_EQ(vector.parts.size(), 4U);
  EXPECT_EQ(vector.parts[2].kind, Kind::kSink);
  const Operand& address = code.instructions[0].operands[1];
  EXPECT_EQ(address.kind, Kind::kAddress);
  EXPECT_EQ(address.parts[0].number, 4U);
  EXPECT_EQ(address.offset, -16);
}

TEST(Parser, ReadsConstants) {
  const Code code =
      parsed("x 0x1F, 017, 0b101, -5, 4294967295U, 0f3f800000, 0dBFF0000000000000, 1.5, 2e-3;");
  const std::vector<Operand>& operands = code.instructions[0].operands;
  ASSERT_EQ(operands.size(), 9U);
  EXPECT_EQ(operands[0].integer, 31U);
  EXPECT_EQ(operands[1].integer, 15U);
  EXPECT_EQ(operands[2].integer, 5U);
  EXPECT_EQ(operands[3].integer, ~std::uint64_t{4});
  EXPECT_EQ(operands[4].integer, 0xffffffffU);
  EXPECT_TRUE(operands[5].single);
  EXPECT_EQ(operands[5].real, 1.0);
  EXPECT_EQ(operands[6].real, -1.0);
  EXPECT_EQ(operands[7].real, 1.5);
  EXPECT_EQ(operands[8].real, 2e-3);
}

TEST(Parser, KnowsRegistersByScope) {
  const Code code = parsed(
      "{ .reg .pred p, q; .reg .b32 %%r<3>; mov.b32 %%r2, 1;"
      "  { .reg .u64 p; mov.u64 p, 2; } @!p mov.b32 %%r0, %%laneid; }"
      "{ .reg .f32 p; mov.f32 p, %%r9.x; }");
  ASSERT_EQ(code.registers.size(), 7U);
  EXPECT_EQ(code.registers[2].name, "%r0");
  EXPECT_EQ(code.registers[5].type, (Type{Type::Kind::kUnsigned, 64}));
  EXPECT_EQ(code.instructions[0].operands[0].number, 4U);
  EXPECT_EQ(code.instructions[1].operands[0].number, 5U);
  ASSERT_TRUE(code.instructions[2].guard.has_value());
  EXPECT_TRUE(code.instructions[2].guard->negated);
  EXPECT_EQ(code.instructions[2].guard->number, 0U);
  EXPECT_EQ(code.instructions[2].operands[1].kind, Kind::kSpecial);
  EXPECT_EQ(code.instructions[2].operands[1].name, "laneid");
  EXPECT_EQ(code.instructions[3].operands[1].name, "r9.x");
}

TEST(Parser, ReadsPairsAndNegation) {
  const Code code = parsed("{ .reg .pred p, q; setp.eq.and.u32 p|q, %0, WARP_SZ, !p; }");
  const std::vector<Operand>& operands = code.instructions[0].operands;
  ASSERT_EQ(operands[0].kind, Kind::kPair);
  EXPECT_EQ(operands[0].parts[1].number, 1U);
  EXPECT_EQ(operands[2].integer, 32U);
  EXPECT_TRUE(operands[3].negated);
}

TEST(Parser, KnowsTextWithoutEscapes) {
  const Code plain = parsed("mov.u32 %r, %laneid;", false);
  EXPECT_EQ(plain.instructions[0].operands[0].name, "r");
  EXPECT_EQ(from_llvm("mov $0, %laneid; x$$1"), "mov %0, %%laneid; x$1");
}

TEST(Parser, NamesWhatItRefuses) {
  EXPECT_EQ(refused("again: add.u32 %0, %0, 1;"), "label 'again'");
  EXPECT_EQ(refused("bra again;"), "'again' of 'bra'");
  EXPECT_EQ(refused("{ mov.u32 %0, 1;"), "a '{' that it does not close");
  EXPECT_EQ(refused("mov.u32 %0, 1; }"), "a '}' that it does not open");
  EXPECT_EQ(refused(".shared .u32 x;"), "'.shared'");
  EXPECT_EQ(refused(".reg .v4 .f32 x;"), "'.v4'");
  EXPECT_EQ(refused(".reg .f32 x, x;"), "a second register 'x'");
  EXPECT_EQ(refused(".reg .f32 x<5000>;"), "'5000'");
  EXPECT_EQ(refused("mov.u32 %0, %l1;"), "'%l1' of 'mov'");
  EXPECT_EQ(refused("mov.u32 %[name], 1;"), "'%' of 'mov'");
  EXPECT_EQ(refused("mov.u32 %0, 0f12;"), "'0f12' of 'mov'");
  EXPECT_EQ(refused("mov.u32 %0, 99999999999999999999;"), "'99999999999999999999' of 'mov'");
  EXPECT_EQ(refused("mov.u32 %0 %1;"), "'%1'");
}

}  // namespace
}  // namespace larder::generate::ptx
