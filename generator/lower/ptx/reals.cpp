// Floating-point arithmetic. Approximations are the functions that CUDA's intrinsics are here.
#include <map>
#include <string>

#include "generator/lower/ptx/step.h"

namespace larder::generate::ptx {
namespace {

/// What the modifiers of an instruction say of its numbers.
struct Form {
  Type type;
  std::string mode;        ///< of <cfenv>; empty: none is asked for
  bool flushes = false;    ///< .ftz
  bool saturates = false;  ///< .sat
};

Form form_of(Step& step) {
  static const std::map<std::string, std::string> modes = {
      {"rn", "FE_TONEAREST"}, {"rz", "FE_TOWARDZERO"}, {"rm", "FE_DOWNWARD"}, {"rp", "FE_UPWARD"}};
  Form out;
  const std::string rounding = step.accept_one({"rn", "rz", "rm", "rp"});
  if (!rounding.empty()) out.mode = modes.at(rounding);
  out.flushes = step.accept("ftz");
  out.saturates = step.accept("sat");
  out.type = step.type();
  const bool single = out.type == Type{Type::Kind::kReal, 32};
  if (out.flushes && !single) step.refuse("'.ftz' of '" + step.opcode() + "'");
  if (out.saturates && !single) step.refuse("'.sat' of '" + step.opcode() + "'");
  return out;
}

std::string value(Step& step, std::size_t index, const Form& form) {
  const std::string plain = step.value(index, form.type);
  return form.flushes ? call("flushed", {plain}) : plain;
}

void set(Step& step, const Form& form, std::string expression) {
  if (form.flushes) expression = call("flushed", {expression});
  if (form.saturates) expression = call("limited_to_one", {expression});
  step.set(0, form.type, expression);
}

/// add, sub, mul: an operator where no rounding is asked for.
void translate_operator(Step& step, const std::string& sign, const std::string& function) {
  const Form form = form_of(step);
  if (!step.has(3)) return;
  const std::string a = value(step, 1, form);
  const std::string b = value(step, 2, form);
  set(step, form,
      form.mode.empty() ? "(" + a + " " + sign + " " + b + ")"
                        : call(function + "_rounded", {form.mode, a, b}));
}

void translate_fused(Step& step) {
  const Form form = form_of(step);
  if (!step.has(4)) return;
  const std::string mode = form.mode.empty() ? "FE_TONEAREST" : form.mode;
  set(step, form,
      call("fused_rounded",
           {mode, value(step, 1, form), value(step, 2, form), value(step, 3, form)}));
}

/// div, rcp and sqrt: `approximation`, or rounded in one of four ways.
void translate_precise(Step& step, std::size_t operands, const std::string& function,
                       const std::string& approximation) {
  const bool approximates = step.accept("approx");
  const bool full = step.accept("full");
  const Form form = form_of(step);
  const bool single = form.type.bits == 32;
  if (!step.has(operands + 1)) return;
  const std::string a = value(step, 1, form);
  const std::string b = operands == 2 ? value(step, 2, form) : "";
  const bool rough = approximates || full;
  if (rough ? !single || !form.mode.empty() : form.mode.empty())
    return step.refuse("this form of '" + step.opcode() + "'");
  if (full) return set(step, form, call("quotient", {a, b}));
  if (approximates && operands == 2)
    return set(step, form, approximation + "(" + a + ", " + b + ")");
  if (approximates) return set(step, form, approximation + "(" + a + ")");
  if (operands == 2) return set(step, form, call(function + "_rounded", {form.mode, a, b}));
  set(step, form, call(function + "_rounded", {form.mode, a}));
}

/// Functions that exist as approximations only.
void translate_approximation(Step& step, const std::string& function, bool also_double = false) {
  const bool approximates = step.accept("approx");
  const Form form = form_of(step);
  if (!approximates || !form.mode.empty() || (form.type.bits != 32 && !also_double))
    return step.refuse("this form of '" + step.opcode() + "'");
  if (step.has(2)) set(step, form, function + "(" + value(step, 1, form) + ")");
}

void translate_sign(Step& step, const std::string& function) {
  const Form form = form_of(step);
  if (step.has(2)) set(step, form, call(function, {value(step, 1, form)}));
}

void translate_extreme(Step& step, const std::string& word) {
  const bool keeps_nan = step.accept("NaN");
  const Form form = form_of(step);
  if (!step.has(3)) return;
  set(step, form,
      call(word + (keeps_nan ? "_or_nan" : "_real"), {value(step, 1, form), value(step, 2, form)}));
}

void translate_test(Step& step) {
  static const std::map<std::string, std::string> functions = {
      {"finite", "is_finite"}, {"infinite", "is_infinite"},
      {"number", "is_number"}, {"notanumber", "is_not_a_number"},
      {"normal", "is_normal"}, {"subnormal", "is_subnormal"}};
  const std::string test =
      step.accept_one({"finite", "infinite", "number", "notanumber", "normal", "subnormal"});
  const Type type = step.type();
  if (test.empty()) return step.refuse("this form of 'testp'");
  if (step.has(2)) step.set(0, kPredicate, call(functions.at(test), {step.value(1, type)}));
}

void translate_copied_sign(Step& step) {
  const Type type = step.type();
  if (step.has(3))
    step.set(0, type, call("copied_sign", {step.value(1, type), step.value(2, type)}));
}

}  // namespace

bool translate_reals(Step& step) {
  const std::string ptx = "::larder::simulator::ptx::";
  const std::string& opcode = step.opcode();
  if (opcode == "add") return translate_operator(step, "+", "add"), true;
  if (opcode == "sub") return translate_operator(step, "-", "subtract"), true;
  if (opcode == "mul") return translate_operator(step, "*", "multiply"), true;
  if (opcode == "fma" || opcode == "mad") return translate_fused(step), true;
  if (opcode == "div") return translate_precise(step, 2, "divide", "::__fdividef"), true;
  if (opcode == "rcp") return translate_precise(step, 1, "reciprocal", ptx + "reciprocal"), true;
  if (opcode == "sqrt") return translate_precise(step, 1, "root", ptx + "root"), true;
  if (opcode == "rsqrt") return translate_approximation(step, ptx + "reciprocal_root", true), true;
  if (opcode == "sin") return translate_approximation(step, "::__sinf"), true;
  if (opcode == "cos") return translate_approximation(step, "::__cosf"), true;
  if (opcode == "tanh") return translate_approximation(step, "::__tanhf"), true;
  if (opcode == "lg2") return translate_approximation(step, "::__log2f"), true;
  if (opcode == "ex2") return translate_approximation(step, ptx + "power_of_two"), true;
  if (opcode == "neg") return translate_sign(step, "negated"), true;
  if (opcode == "abs") return translate_sign(step, "magnitude"), true;
  if (opcode == "min") return translate_extreme(step, "smaller"), true;
  if (opcode == "max") return translate_extreme(step, "larger"), true;
  if (opcode == "testp") return translate_test(step), true;
  if (opcode == "copysign") return translate_copied_sign(step), true;
  return false;
}

}  // namespace larder::generate::ptx
