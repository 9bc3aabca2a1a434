// mov, with its vectors of parts, and changes between address spaces, which are one here.
#include <string>

#include "generator/lower/ptx/step.h"

namespace larder::generate::ptx {
namespace {

bool splits(Step& step, Type whole, std::size_t count, Type& part) {
  part = {Type::Kind::kBits, count == 0 ? 0 : whole.bits / static_cast<unsigned>(count)};
  const bool good = (count == 2 || count == 4) && part.bits >= 8 && whole.is_integer();
  if (!good) step.refuse("this vector of 'mov'");
  return good;
}

/// mov.b64 {a, b}, c
void unpack(Step& step, Type whole) {
  Type part;
  const std::vector<Operand>& parts = step.operand(0).parts;
  if (!splits(step, whole, parts.size(), part)) return;
  step.add("{ const " + value_type(whole) + " larder_whole = " + step.value(1, whole));
  for (std::size_t i = 0; i < parts.size(); ++i)
    step.set(parts[i], part,
             call("part<" + value_type(part) + ">",
                  {"larder_whole", std::to_string(i * part.bits) + "u"}));
  step.close();
}

/// mov.b64 c, {a, b}
void pack(Step& step, Type whole) {
  Type part;
  const std::vector<Operand>& parts = step.operand(1).parts;
  if (!splits(step, whole, parts.size(), part)) return;
  std::string sum;
  for (std::size_t i = 0; i < parts.size(); ++i)
    sum += (i == 0 ? "" : " | ") +
           call("at<" + value_type(unsigned_of(whole)) + ">",
                {step.value(parts[i], part), std::to_string(i * part.bits) + "u"});
  step.set(0, unsigned_of(whole),
           "static_cast<" + value_type(unsigned_of(whole)) + ">(" + sum + ")");
}

void translate_mov(Step& step) {
  const Type type = step.type();
  if (!step.has(2)) return;
  if (step.operand(0).kind == Operand::Kind::kVector) return unpack(step, type);
  if (step.operand(1).kind == Operand::Kind::kVector) return pack(step, type);
  step.set(0, type, step.value(1, type));
}

void translate_cvta(Step& step) {
  const bool to = step.accept("to");
  const std::string space = step.accept_one({"shared", "shared::cta", "global", "local", "const"});
  const Type type = step.type();
  if (space.empty() || type != kLong) return step.refuse("this form of 'cvta'");
  if (!step.has(2)) return;
  const std::string address = step.value(1, kLong);
  const bool from_shared = !to && space.starts_with("shared");
  step.set(0, kLong, from_shared ? call("from_shared", {address}) : address);
}

}  // namespace

bool translate_moves(Step& step) {
  if (step.opcode() == "mov") return translate_mov(step), true;
  if (step.opcode() == "cvta") return translate_cvta(step), true;
  return false;
}

}  // namespace larder::generate::ptx
