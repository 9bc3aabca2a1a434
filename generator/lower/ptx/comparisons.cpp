// Comparisons and choices by them.
#include <map>
#include <string>

#include "generator/lower/ptx/step.h"

namespace larder::generate::ptx {
namespace {

/// The C++ for a comparison of a and b, by letters; nothing: it is of the other kind of number.
struct Comparison {
  const char* of_integers;
  const char* of_reals;
};

const std::map<std::string, Comparison>& comparisons() {
  static const std::map<std::string, Comparison> all = {{"eq", {"A == B", "A == B"}},
                                                        {"ne", {"A != B", "A < B || A > B"}},
                                                        {"lt", {"A < B", "A < B"}},
                                                        {"le", {"A <= B", "A <= B"}},
                                                        {"gt", {"A > B", "A > B"}},
                                                        {"ge", {"A >= B", "A >= B"}},
                                                        {"lo", {"A < B", ""}},
                                                        {"ls", {"A <= B", ""}},
                                                        {"hi", {"A > B", ""}},
                                                        {"hs", {"A >= B", ""}},
                                                        {"equ", {"", "!(A < B || A > B)"}},
                                                        {"neu", {"", "A != B"}},
                                                        {"ltu", {"", "!(A >= B)"}},
                                                        {"leu", {"", "!(A > B)"}},
                                                        {"gtu", {"", "!(A <= B)"}},
                                                        {"geu", {"", "!(A < B)"}},
                                                        {"num", {"", "A == A && B == B"}},
                                                        {"nan", {"", "A != A || B != B"}}};
  return all;
}

std::string filled(const std::string& pattern, const std::string& a, const std::string& b) {
  std::string out;
  for (const char c : pattern) out += c == 'A' ? a : c == 'B' ? b : std::string(1, c);
  return out;
}

/// Of operands 1 and 2.
std::string comparison(Step& step, const std::string& name, Type type, bool flushes) {
  const auto found = comparisons().find(name);
  if (found == comparisons().end()) {
    step.refuse("this form of '" + step.opcode() + "'");
    return {};
  }
  const bool real = type.kind == Type::Kind::kReal;
  const std::string pattern = real ? found->second.of_reals : found->second.of_integers;
  if (pattern.empty() || (flushes && !(real && type.bits == 32)))
    step.refuse("this form of '" + step.opcode() + "'");
  std::string a = step.value(1, type);
  std::string b = step.value(2, type);
  if (flushes) {
    a = call("flushed", {a});
    b = call("flushed", {b});
  }
  return "(" + filled(pattern, a, b) + ")";
}

std::string name_of_comparison(Step& step) {
  return step.accept_one({"eq", "ne", "lt", "le", "gt", "ge", "lo", "ls", "hi", "hs", "equ", "neu",
                          "ltu", "leu", "gtu", "geu", "num", "nan"});
}

/// The comparison, and the condition of operand 3 where .and or the like asks for one.
struct Condition {
  std::string sign;  ///< &&, ||, !=; empty: there is none
  std::string compared;
  std::string other;

  [[nodiscard]] std::string text(bool negated) const {
    const std::string own = (negated ? "!" : "") + compared;
    return sign.empty() ? own : "(" + own + " " + sign + " " + other + ")";
  }
};

Condition condition(Step& step, Type& type) {
  static const std::map<std::string, std::string> signs = {
      {"and", "&&"}, {"or", "||"}, {"xor", "!="}};
  const std::string name = name_of_comparison(step);
  const std::string joined = step.accept_one({"and", "or", "xor"});
  const bool flushes = step.accept("ftz");
  type = step.type();
  Condition out;
  if (!step.has(joined.empty() ? 3 : 4)) return out;
  out.compared = comparison(step, name, type, flushes);
  if (joined.empty()) return out;
  out.sign = signs.at(joined);
  out.other = step.value(3, kPredicate);
  return out;
}

void translate_setp(Step& step) {
  Type type;
  const Condition found = condition(step, type);
  if (!step.refused().empty()) return;
  const Operand& result = step.operand(0);
  if (result.kind != Operand::Kind::kPair) return step.set(0, kPredicate, found.text(false));
  // Both come from the operands as they were.
  step.add("{ const bool larder_yes = " + found.text(false) +
           "; const bool larder_no = " + found.text(true));
  step.set(result.parts[0], kPredicate, "larder_yes");
  step.set(result.parts[1], kPredicate, "larder_no");
  step.close();
}

void translate_set(Step& step) {
  const Type to = step.type();
  Type type;
  const Condition found = condition(step, type);
  if (!step.refused().empty()) return;
  const bool real = to.kind == Type::Kind::kReal;
  if (to.bits != 32) return step.refuse("this form of 'set'");
  step.set(0, real ? to : kWord, found.text(false) + (real ? " ? 1.0f : 0.0f" : " ? ~0u : 0u"));
}

void translate_selp(Step& step) {
  const Type type = step.type();
  if (!step.has(4)) return;
  const std::string chosen =
      step.value(3, kPredicate) + " ? " + step.value(1, type) + " : " + step.value(2, type);
  step.set(0, type, "(" + chosen + ")");
}

void translate_slct(Step& step) {
  const bool flushes = step.accept("ftz");
  const Type type = step.type();
  const Type by = step.type();
  if (!step.has(4)) return;
  std::string test = step.value(3, by);
  if (flushes) test = call("flushed", {test});
  step.set(0, type,
           "(" + test + " >= 0 ? " + step.value(1, type) + " : " + step.value(2, type) + ")");
}

}  // namespace

bool translate_comparisons(Step& step) {
  const std::string& opcode = step.opcode();
  if (opcode == "setp") return translate_setp(step), true;
  if (opcode == "set") return translate_set(step), true;
  if (opcode == "selp") return translate_selp(step), true;
  if (opcode == "slct") return translate_slct(step), true;
  return false;
}

}  // namespace larder::generate::ptx
