#include "generator/lower/ptx/translation.h"

#include <gtest/gtest.h>

#include "generator/lower/ptx/parser.h"

namespace larder::generate::ptx {
namespace {

constexpr Type kU16{Type::Kind::kUnsigned, 16};
constexpr Type kU32{Type::Kind::kUnsigned, 32};
constexpr Type kU64{Type::Kind::kUnsigned, 64};
constexpr Type kF32{Type::Kind::kReal, 32};

/// The C++, or what is refused, for arguments of which the first is written. Short names for
/// namespaces.
std::string translated(std::string_view text, const std::vector<Type>& types) {
  const auto code = parse(text);
  if (const auto* refusal = std::get_if<Refusal>(&code)) return "refused " + refusal->what;
  std::vector<Argument> arguments;
  arguments.reserve(types.size());
  for (const Type type : types) arguments.push_back({type, arguments.empty(), false});
  const auto done = translate(std::get<Code>(code), arguments);
  if (const auto* refusal = std::get_if<Refusal>(&done)) return "refused " + refusal->what;
  std::string out = std::get<std::string>(done);
  for (const std::string name : {"::larder::simulator::ptx::", "::std::"})
    for (std::size_t at = out.find(name); at != std::string::npos; at = out.find(name))
      out.erase(at, name.size());
  return out;
}

TEST(Translation, CallsOneFunctionForAnInstruction) {
  EXPECT_EQ(translated("add.u32 %0, %1, 7;", {kU32, kU32}),
            "larder_0 = add(larder_1, uint32_t{7}); ");
  EXPECT_EQ(translated("mov.f32 %0, 0f3f800000;", {kF32}),
            "larder_0 = as<float>(uint32_t{1065353216}); ");
  EXPECT_EQ(translated("min.s32 %0, %1, -1;", {kU32, kU32}),
            "larder_0 = as<uint32_t>(smaller(as<int32_t>(larder_1), "
            "as<int32_t>(uint32_t{4294967295}))); ");
}

TEST(Translation, DeclaresRegistersAndTheCarry) {
  EXPECT_EQ(
      translated("{ .reg .u32 %%t; add.cc.u32 %%t, %1, %1; addc.u32 %0, %%t, 0; }", {kU32, kU32}),
      "[[maybe_unused]] uint32_t larder_t{}; Carry larder_carry; "
      "larder_t = add_setting(larder_1, larder_1, larder_carry); "
      "larder_0 = add_carried(larder_t, uint32_t{0}, larder_carry); ");
  EXPECT_EQ(translated("{ .reg .u32 t; { .reg .pred t; } }", {}),
            "[[maybe_unused]] uint32_t larder_t{}; [[maybe_unused]] bool larder_t_{}; ");
}

TEST(Translation, GuardsInstructions) {
  EXPECT_EQ(translated("{ .reg .pred p; @!p mov.u32 %0, %%smid; }", {kU32}),
            "[[maybe_unused]] bool larder_p{}; if (!larder_p) { larder_0 = uint32_t{0}; } ");
}

TEST(Translation, ReadsNarrowMemoryIntoWiderRegisters) {
  EXPECT_EQ(translated("ld.shared.s8 %0, [%1+4];", {kU32, kU32}),
            "larder_0 = static_cast<uint32_t>(load(shared_pointer<const int8_t>(larder_1 + "
            "uint32_t{4}))); ");
}

TEST(Translation, KnowsNumbersOf16Bits) {
  EXPECT_EQ(translated("fma.rn.bf16x2 %0, %1, %1, %0;", {kU32, kU32}),
            "larder_0 = half_fused<7>(larder_1, larder_1, larder_0); ");
  EXPECT_EQ(translated("cvt.rz.f16.f32 %0, %1;", {kU16, kF32}),
            "larder_0 = half_from<10>(Toward::kZero, larder_1); ");
  EXPECT_EQ(translated("cvt.f32.f16 %0, %1;", {kF32, kU16}),
            "larder_0 = half_to_float<10>(larder_1); ");
}

TEST(Translation, NamesWhatItRefuses) {
  EXPECT_EQ(translated("mma.sync.aligned.m16n8k8 %0, %1;", {kU32, kU32}), "refused 'mma'");
  EXPECT_EQ(translated("add.f32x2 %0, %1, %1;", {kU64, kU64}), "refused '.f32x2' of 'add'");
  EXPECT_EQ(translated("add.wrong.u32 %0, %1, %1;", {kU32, kU32}), "refused '.wrong' of 'add'");
  EXPECT_EQ(translated("add.u16 %0, %1, %1;", {kU16, kU32}),
            "refused operand %1 with its constraint of 'add'");
  EXPECT_EQ(translated("add.u32 %0, %5, 1;", {kU32}),
            "refused operand %5 with its constraint of 'add'");
  EXPECT_EQ(translated("add.u32 %0, %1;", {kU32, kU32}), "refused 'add' with 2 operands");
  EXPECT_EQ(translated("ld.param.u32 %0, [%1];", {kU32, kU64}), "refused '.param' of 'ld'");
  EXPECT_EQ(translated("cp.async.bulk.commit_group;", {}), "refused 'cp.async.bulk'");
  EXPECT_EQ(translated("bar.sync 1, 64;", {}), "refused 'bar.sync' of some of the block's threads");
  EXPECT_EQ(translated("mov.u32 %0, %%envreg3;", {kU32}), "refused '%envreg3'");
  EXPECT_EQ(translated("cvt.f32.s32 %0, %1;", {kF32, kU32}),
            "refused 'cvt' to a floating-point type without '.rn' or the like");
}

}  // namespace
}  // namespace larder::generate::ptx
