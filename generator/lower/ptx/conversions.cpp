// cvt: between integers, floating-point numbers, and both.
#include <map>
#include <string>

#include "generator/lower/ptx/step.h"

namespace larder::generate::ptx {
namespace {

struct Conversion {
  Type to;
  Type from;
  std::string whole_mode;  ///< of <cfenv>, from .rni and the like; empty: none
  std::string mode;        ///< from .rn and the like
  bool flushes = false;
  bool saturates = false;
};

std::string mode_of(Step& step, bool whole) {
  static const std::map<std::string, std::string> modes = {
      {"rn", "FE_TONEAREST"}, {"rz", "FE_TOWARDZERO"}, {"rm", "FE_DOWNWARD"}, {"rp", "FE_UPWARD"}};
  for (const auto& [name, mode] : modes)
    if (step.accept((name + (whole ? "i" : "")).c_str())) return mode;
  return {};
}

bool is_real(Type type) { return type.kind == Type::Kind::kReal; }

std::string of_type(const char* function, Type type) {
  return std::string(function) + "<" + value_type(type) + ">";
}

std::string to_integer(Step& step, const Conversion& asked, const std::string& value) {
  if (!is_real(asked.from))
    return call(of_type(asked.saturates ? "to_range" : "to_width", asked.to), {value});
  if (asked.whole_mode.empty()) step.refuse("'cvt' to an integer without '.rni' or the like");
  return call(of_type("real_to_integer", asked.to), {asked.whole_mode, value});
}

std::string to_real(Step& step, const Conversion& asked, const std::string& value) {
  const bool same = asked.to == asked.from;
  const bool widens = is_real(asked.from) && asked.to.bits > asked.from.bits;
  std::string out = value;
  if (!asked.whole_mode.empty() && same)
    out = call("to_whole", {asked.whole_mode, value});
  else if (!asked.mode.empty() && !same && !widens)
    out = call(of_type("to_real", asked.to), {asked.mode, value});
  else if (widens)
    out = "static_cast<double>(" + value + ")";
  else if (!same)
    step.refuse("'cvt' to a floating-point type without '.rn' or the like");
  if (asked.flushes && asked.to.bits == 32) out = call("flushed", {out});
  return asked.saturates ? call("limited_to_one", {out}) : out;
}

void translate_tf32(Step& step) {
  const bool away = step.accept("rna");
  const Type from = step.type();
  if (!away || !is_real(from) || from.bits != 32) return step.refuse("this form of 'cvt'");
  if (step.has(2)) step.set(0, kWord, call("to_tf32", {step.value(1, from)}));
}

void translate_cvt(Step& step) {
  if (step.accept("tf32")) return translate_tf32(step);
  Conversion asked;
  asked.whole_mode = mode_of(step, true);
  asked.mode = mode_of(step, false);
  asked.flushes = step.accept("ftz");
  asked.saturates = step.accept("sat");
  asked.to = step.type();
  asked.from = step.type();
  if (!step.has(2)) return;
  std::string value = step.value(1, asked.from, Fit::kOrWider);
  if (asked.flushes && is_real(asked.from) && asked.from.bits == 32)
    value = call("flushed", {value});
  const std::string result =
      is_real(asked.to) ? to_real(step, asked, value) : to_integer(step, asked, value);
  step.set(0, asked.to, result, Fit::kOrWider);
}

}  // namespace

bool translate_conversions(Step& step) {
  if (step.opcode() != "cvt") return false;
  translate_cvt(step);
  return true;
}

}  // namespace larder::generate::ptx
