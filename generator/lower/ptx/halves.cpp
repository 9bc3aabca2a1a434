// 16-bit floating-point numbers: arithmetic, and conversions from and to them.
#include <map>
#include <string>

#include "generator/lower/ptx/step.h"

namespace larder::generate::ptx {
namespace {

/// f16, bf16, or two of them in a word.
struct Half {
  std::string fraction;  ///< its bits
  bool pair = false;

  [[nodiscard]] Type bits() const { return {Type::Kind::kUnsigned, pair ? 32U : 16U}; }
  [[nodiscard]] std::string of(const std::string& function) const {
    return function + "<" + fraction + ">";
  }
};

Half take_half(Step& step) {
  const std::string name = step.accept_one({"f16", "bf16", "f16x2", "bf16x2"});
  return {name.starts_with('b') ? "7" : "10", name.ends_with("x2")};
}

bool has_half(const Step& step) {
  return step.is("f16") || step.is("bf16") || step.is("f16x2") || step.is("bf16x2");
}

struct Operation {
  const char* function;
  std::size_t operands;
};

const std::map<std::string, Operation>& operations() {
  static const std::map<std::string, Operation> all = {
      {"add", {"half_add", 2}},          {"sub", {"half_subtract", 2}},
      {"mul", {"half_multiply", 2}},     {"fma", {"half_fused", 3}},
      {"min", {"half_smaller", 2}},      {"max", {"half_larger", 2}},
      {"neg", {"half_negated", 1}},      {"abs", {"half_magnitude", 1}},
      {"ex2", {"half_power_of_two", 1}}, {"tanh", {"half_tanh", 1}}};
  return all;
}

void translate_operation(Step& step, const Operation& operation) {
  step.ignore({"rn", "approx"});
  const bool flushes = step.accept("ftz");
  const Half half = take_half(step);
  if (!step.has(operation.operands + 1)) return;
  const auto flushed = [&](const std::string& value) {
    return flushes ? call(half.of("half_flushed"), {value}) : value;
  };
  std::string values;
  for (std::size_t i = 1; i <= operation.operands; ++i)
    values += (i == 1 ? "" : ", ") + flushed(step.value(i, half.bits()));
  step.set(0, half.bits(), flushed(call(half.of(operation.function), {values})));
}

/// The direction of .rn and the like; empty: none is asked for.
std::string direction(Step& step) {
  static const std::map<std::string, std::string> all = {
      {"rn", "kNearest"}, {"rz", "kZero"}, {"rm", "kDown"}, {"rp", "kUp"}};
  const std::string name = step.accept_one({"rn", "rz", "rm", "rp"});
  return name.empty() ? "" : "::larder::simulator::ptx::Toward::" + all.at(name);
}

constexpr Type kFloat{Type::Kind::kReal, 32};

/// cvt.rn.f16x2.f32 d, a, b
void translate_packing(Step& step, const Half& half, const std::string& toward) {
  if (step.type() != kFloat || toward.empty()) return step.refuse("this form of 'cvt'");
  if (step.has(3))
    step.set(0, kWord,
             call(half.of("half_pair"), {toward, step.value(1, kFloat), step.value(2, kFloat)}));
}

void translate_from_half(Step& step) {
  static const std::map<std::string, std::string> modes = {{"rni", "FE_TONEAREST"},
                                                           {"rzi", "FE_TOWARDZERO"},
                                                           {"rmi", "FE_DOWNWARD"},
                                                           {"rpi", "FE_UPWARD"}};
  const std::string rounding = step.accept_one({"rni", "rzi", "rmi", "rpi"});
  step.accept("sat");  // conversions to integers saturate anyway
  const Type to = step.type();
  const Half half = take_half(step);
  if (half.pair || !step.has(2)) return step.refuse("this form of 'cvt'");
  const std::string value = call(half.of("half_to_float"), {step.value(1, half.bits())});
  if (to.kind == Type::Kind::kReal)
    return step.set(0, to, to.bits == 64 ? "static_cast<double>(" + value + ")" : value);
  if (rounding.empty()) return step.refuse("'cvt' to an integer without '.rni' or the like");
  step.set(0, to, call("real_to_integer<" + value_type(to) + ">", {modes.at(rounding), value}),
           Fit::kOrWider);
}

void translate_to_half(Step& step) {
  const std::string toward = direction(step);
  const Half half = take_half(step);
  if (half.pair) return translate_packing(step, half, toward);
  if (has_half(step) || toward.empty()) return step.refuse("this form of 'cvt'");
  const Type from = step.type();
  if (step.has(2))
    step.set(0, half.bits(),
             call(half.of("half_from"), {toward, step.value(1, from, Fit::kOrWider)}));
}

}  // namespace

bool translate_halves(Step& step) {
  if (!has_half(step)) return false;
  const auto operation = operations().find(step.opcode());
  if (operation != operations().end()) return translate_operation(step, operation->second), true;
  if (step.opcode() != "cvt") return false;
  // The first type is that of the result.
  const std::string first = step.first_of({"f16", "bf16", "f16x2", "bf16x2", "f32", "f64", "s8",
                                           "u8", "s16", "u16", "s32", "u32", "s64", "u64"});
  const bool to_half = first.find("f16") != std::string::npos;
  if (to_half)
    translate_to_half(step);
  else
    translate_from_half(step);
  return true;
}

}  // namespace larder::generate::ptx
