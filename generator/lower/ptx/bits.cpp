// Logic, shifts, and instructions on bits, bytes and bit fields.
#include <map>
#include <string>

#include "generator/lower/ptx/step.h"

namespace larder::generate::ptx {
namespace {

std::string cast(Type type, const std::string& value) {
  return "static_cast<" + value_type(type) + ">(" + value + ")";
}

void translate_logic(Step& step, const std::string& sign) {
  const Type type = step.type();
  if (!step.has(3)) return;
  const std::string value = step.value(1, type) + " " + sign + " " + step.value(2, type);
  step.set(0, type, cast(type, value));
}

void translate_not(Step& step) {
  const Type type = step.type();
  if (!step.has(2)) return;
  const bool predicate = type.kind == Type::Kind::kPredicate;
  step.set(0, type, cast(type, (predicate ? "!" : "~") + step.value(1, type)));
}

void translate_conditional_not(Step& step) {
  const Type type = step.type();
  if (step.has(2)) step.set(0, type, cast(type, step.value(1, type) + " == 0"));
}

void translate_shift(Step& step, const std::string& function) {
  const Type type = step.type();
  if (!step.has(3)) return;
  const std::string value = "::larder::simulator::" + function + "(" + step.value(1, type) + ", " +
                            step.value(2, kWord) + ")";
  step.set(0, type, cast(type, value));
}

void translate_funnel_shift(Step& step) {
  const std::string direction = step.accept_one({"l", "r"});
  const std::string mode = step.accept_one({"wrap", "clamp"});
  const Type type = step.type();
  if (direction.empty() || mode.empty() || type.bits != 32)
    return step.refuse("this form of 'shf'");
  if (!step.has(4)) return;
  step.set(0, type,
           "::__funnelshift_" + direction + (mode == "clamp" ? "c(" : "(") + step.value(1, kWord) +
               ", " + step.value(2, kWord) + ", " + step.value(3, kWord) + ")");
}

void translate_three_inputs(Step& step) {
  const Type type = step.type();
  if (type.bits != 32) step.refuse("this type of 'lop3'");
  if (!step.has(5)) return;
  step.set(0, kWord,
           call("logic_of_three", {step.value(1, kWord), step.value(2, kWord), step.value(3, kWord),
                                   step.value(4, kWord)}));
}

void translate_permute(Step& step) {
  static const std::map<std::string, std::string> modes = {
      {"f4e", "kForward4Extract"}, {"b4e", "kBackward4Extract"}, {"rc8", "kReplicate8"},
      {"ecl", "kEdgeClampLeft"},   {"ecr", "kEdgeClampRight"},   {"rc16", "kReplicate16"}};
  const std::string mode = step.accept_one({"f4e", "b4e", "rc8", "ecl", "ecr", "rc16"});
  const Type type = step.type();
  if (type.bits != 32) step.refuse("this type of 'prmt'");
  if (!step.has(4)) return;
  const std::string a = step.value(1, kWord);
  const std::string b = step.value(2, kWord);
  const std::string selector = step.value(3, kWord);
  if (mode.empty())
    return step.set(0, kWord,
                    "::larder::simulator::selected_bytes(" + a + ", " + b + ", " + selector + ")");
  step.set(0, kWord,
           call("permute_bytes", {"::larder::simulator::ptx::" + modes.at(mode), a, b, selector}));
}

void translate_extract(Step& step) {
  const Type type = step.type();
  if (step.has(4))
    step.set(
        0, type,
        call("extract_bits", {step.value(1, type), step.value(2, kWord), step.value(3, kWord)}));
}

void translate_insert(Step& step) {
  const Type type = step.type();
  if (step.has(5))
    step.set(0, type,
             call("insert_bits", {step.value(1, type), step.value(2, type), step.value(3, kWord),
                                  step.value(4, kWord)}));
}

void translate_count(Step& step, const std::string& function) {
  const Type type = step.type();
  if (step.has(2)) step.set(0, kWord, call(function, {step.value(1, type)}));
}

void translate_reversed(Step& step) {
  const Type type = step.type();
  if (step.has(2))
    step.set(0, type, "::larder::simulator::reverse_bits(" + step.value(1, type) + ")");
}

void translate_nth_bit(Step& step) {
  step.type();
  const Type number{Type::Kind::kSigned, 32};
  if (step.has(4))
    step.set(0, kWord,
             "::larder::simulator::nth_set_bit(" + step.value(1, kWord) + ", " +
                 step.value(2, kWord) + ", " + step.value(3, number) + ")");
}

}  // namespace

bool translate_bits(Step& step) {
  const std::string& opcode = step.opcode();
  if (opcode == "and") return translate_logic(step, "&"), true;
  if (opcode == "or") return translate_logic(step, "|"), true;
  if (opcode == "xor") return translate_logic(step, "^"), true;
  if (opcode == "not") return translate_not(step), true;
  if (opcode == "cnot") return translate_conditional_not(step), true;
  if (opcode == "shl") return translate_shift(step, "shift_left"), true;
  if (opcode == "shr") return translate_shift(step, "shift_right"), true;
  if (opcode == "shf") return translate_funnel_shift(step), true;
  if (opcode == "lop3") return translate_three_inputs(step), true;
  if (opcode == "prmt") return translate_permute(step), true;
  if (opcode == "bfe") return translate_extract(step), true;
  if (opcode == "bfi") return translate_insert(step), true;
  if (opcode == "bfind")
    return translate_count(step, step.accept("shiftamt") ? "find_top_bit_shift" : "find_top_bit"),
           true;
  if (opcode == "clz") return translate_count(step, "leading_zeros_of"), true;
  if (opcode == "popc") return translate_count(step, "set_bits"), true;
  if (opcode == "brev") return translate_reversed(step), true;
  if (opcode == "fns") return translate_nth_bit(step), true;
  return false;
}

}  // namespace larder::generate::ptx
