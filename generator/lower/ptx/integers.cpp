// Integer arithmetic. add, sub and their like share their opcodes with reals.cpp.
#include <string>

#include "generator/lower/ptx/step.h"

namespace larder::generate::ptx {
namespace {

/// Operands 1 and 2 through a function of two values of `type`.
void binary(Step& step, const std::string& function, Type type) {
  if (step.has(3)) step.set(0, type, call(function, {step.value(1, type), step.value(2, type)}));
}
void unary(Step& step, const std::string& function, Type type, Type result) {
  if (step.has(2)) step.set(0, result, call(function, {step.value(1, type)}));
}

/// add, sub and their forms with the carry flag: `carried` reads it, .cc writes it.
void translate_sum(Step& step, const std::string& function, bool carried) {
  const bool sets = step.accept("cc");
  const bool saturates = step.accept("sat");
  const Type type = step.type();
  if (!step.has(3)) return;
  if (saturates && type == Type{Type::Kind::kSigned, 32} && !sets && !carried)
    return binary(step, function + "_saturating", type);
  if (saturates) step.refuse("'.sat' of '" + step.opcode() + "'");
  const Type plain = unsigned_of(type);
  if (!sets && !carried) return binary(step, function, plain);
  const std::string form = std::string(carried ? "_carried" : "") + (sets ? "_setting" : "");
  step.set(0, plain,
           call(function + form, {step.value(1, plain), step.value(2, plain), step.carry()}));
}

/// The product in which `form` (lo, hi, wide) is asked for; `result`: its type.
std::string product(Step& step, const std::string& form, Type type, Type& result) {
  result = unsigned_of(type);
  if (form == "lo") return call("multiply_low", {step.value(1, result), step.value(2, result)});
  result = type;
  const std::string function = form == "hi" ? "multiply_high" : "multiply_wide";
  if (form == "wide") result.bits *= 2;
  if (result.bits > 64) step.refuse("'.wide' of '" + step.opcode() + "'");
  return call(function, {step.value(1, type), step.value(2, type)});
}

std::string form_of_product(Step& step) {
  std::string form = step.accept_one({"lo", "hi", "wide"});
  if (form.empty()) step.refuse("'" + step.opcode() + "' of integers without '.lo' or the like");
  return form;
}

void translate_product(Step& step) {
  const std::string form = form_of_product(step);
  const Type type = step.type();
  if (!step.has(3)) return;
  Type result;
  const std::string value = product(step, form, type, result);
  step.set(0, result, value);
}

std::string unsigned_sum(const std::string& function, const std::string& a, Type type,
                         std::initializer_list<std::string> others) {
  std::string out =
      "::larder::simulator::ptx::" + function + "<" + value_type(unsigned_of(type)) + ">(" +
      (type.kind == Type::Kind::kSigned ? call("as<" + value_type(unsigned_of(type)) + ">", {a})
                                        : a);
  for (const std::string& other : others) out += ", " + other;
  return out + ")";
}

/// mad and madc: the product, and a sum.
void translate_product_and_sum(Step& step, bool carried) {
  const std::string form = form_of_product(step);
  const bool sets = step.accept("cc");
  const bool saturates = step.accept("sat");
  const Type type = step.type();
  if (!step.has(4)) return;
  Type result;
  const std::string value = product(step, form, type, result);
  const Type plain = unsigned_of(result);
  if (saturates && form == "hi" && type == Type{Type::Kind::kSigned, 32} && !sets && !carried)
    return step.set(0, type, call("add_saturating", {value, step.value(3, type)}));
  if (saturates) step.refuse("'.sat' of '" + step.opcode() + "'");
  if (!sets && !carried)
    return step.set(0, plain, unsigned_sum("add", value, result, {step.value(3, plain)}));
  const std::string form_of_sum =
      std::string("add") + (carried ? "_carried" : "") + (sets ? "_setting" : "");
  step.set(0, plain,
           unsigned_sum(form_of_sum, value, result, {step.value(3, plain), step.carry()}));
}

void translate_24_bits(Step& step, bool adds) {
  const std::string form = step.accept_one({"lo", "hi"});
  if (form.empty()) step.refuse("'" + step.opcode() + "' without '.lo' or '.hi'");
  const Type type = step.type();
  if (!step.has(adds ? 4 : 3)) return;
  const std::string value = call(
      "multiply_24", {step.value(1, type), step.value(2, type), form == "hi" ? "true" : "false"});
  if (!adds) return step.set(0, type, value);
  const Type plain = unsigned_of(type);
  step.set(0, plain, unsigned_sum("add", value, type, {step.value(3, plain)}));
}

void translate_sad(Step& step) {
  const Type type = step.type();
  if (!step.has(4)) return;
  const std::string value = call("absolute_difference", {step.value(1, type), step.value(2, type)});
  const Type plain = unsigned_of(type);
  step.set(0, plain, unsigned_sum("add", value, type, {step.value(3, plain)}));
}

/// dp4a and dp2a: whether each of the two is signed, and the sum too if one is.
void translate_dot(Step& step, bool halves) {
  const std::string part = halves ? step.accept_one({"lo", "hi"}) : "lo";
  if (part.empty()) step.refuse("'dp2a' without '.lo' or '.hi'");
  const Type a = step.type();
  const Type b = step.type();
  if (!step.has(4)) return;
  const bool a_signed = a.kind == Type::Kind::kSigned;
  const bool b_signed = b.kind == Type::Kind::kSigned;
  const Type sum{a_signed || b_signed ? Type::Kind::kSigned : Type::Kind::kUnsigned, 32};
  const std::string byte = b_signed ? "::std::int8_t" : "::std::uint8_t";
  std::string first = a_signed ? "::std::int8_t" : "::std::uint8_t";
  if (halves) first = a_signed ? "::std::int16_t" : "::std::uint16_t";
  const std::string bytes = step.value(2, kWord) + (part == "hi" ? " >> 16" : "");
  step.set(0, sum,
           call((halves ? "dot_halves<" : "dot_all_bytes<") + first + ", " + byte + ">",
                {step.value(1, kWord), bytes, step.value(3, sum)}));
}

bool is_real(const Step& step) {
  for (const char* type : {"f32", "f64", "f16", "f16x2", "bf16", "bf16x2", "f32x2"})
    if (step.is(type)) return true;
  return false;
}

void translate_signed(Step& step, const std::string& function) {
  const Type type = step.type();
  unary(step, function, type, type);
}

}  // namespace

bool translate_integers(Step& step) {
  const std::string& opcode = step.opcode();
  if (is_real(step)) return false;
  if (opcode == "add") return translate_sum(step, "add", false), true;
  if (opcode == "addc") return translate_sum(step, "add", true), true;
  if (opcode == "sub") return translate_sum(step, "subtract", false), true;
  if (opcode == "subc") return translate_sum(step, "subtract", true), true;
  if (opcode == "mul") return translate_product(step), true;
  if (opcode == "mad") return translate_product_and_sum(step, false), true;
  if (opcode == "madc") return translate_product_and_sum(step, true), true;
  if (opcode == "mul24") return translate_24_bits(step, false), true;
  if (opcode == "mad24") return translate_24_bits(step, true), true;
  if (opcode == "sad") return translate_sad(step), true;
  if (opcode == "div") return binary(step, "divide", step.type()), true;
  if (opcode == "rem") return binary(step, "remainder", step.type()), true;
  if (opcode == "neg") return translate_signed(step, "negate"), true;
  if (opcode == "abs") return translate_signed(step, "absolute"), true;
  if (opcode == "min") return binary(step, "smaller", step.type()), true;
  if (opcode == "max") return binary(step, "larger", step.type()), true;
  if (opcode == "dp4a") return translate_dot(step, false), true;
  if (opcode == "dp2a") return translate_dot(step, true), true;
  return false;
}

}  // namespace larder::generate::ptx
