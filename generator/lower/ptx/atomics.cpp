// Atomic operations and fences: CUDA's own functions, which know the types that PTX has.
#include <map>
#include <string>

#include "generator/lower/ptx/step.h"

namespace larder::generate::ptx {
namespace {

const std::map<std::string, std::string>& functions() {
  static const std::map<std::string, std::string> all = {
      {"add", "Add"}, {"min", "Min"}, {"max", "Max"}, {"inc", "Inc"},   {"dec", "Dec"},
      {"and", "And"}, {"or", "Or"},   {"xor", "Xor"}, {"exch", "Exch"}, {"cas", "CAS"}};
  return all;
}

/// The type of CUDA's function for this operation; empty: it has none.
std::string cuda_type(const std::string& operation, Type type) {
  if (type.kind == Type::Kind::kReal)
    return operation == "add" ? (type.bits == 64 ? "double" : "float") : "";
  if (operation == "cas" && type.bits == 16) return "unsigned short";
  if (type.bits < 32) return "";
  const bool ordered = operation == "min" || operation == "max";
  const bool by_sign = ordered && type.kind == Type::Kind::kSigned;
  if (type.bits == 64 && (operation == "inc" || operation == "dec")) return "";
  if (by_sign) return type.bits == 64 ? "long long" : "int";
  return type.bits == 64 ? "unsigned long long" : "unsigned int";
}

/// atom, or red, which has no result.
void translate_update(Step& step, bool has_result) {
  step.ignore({"cta", "cluster", "gpu", "sys", "relaxed"});
  const bool orders = !step.accept_one({"acquire", "release", "acq_rel"}).empty();
  const std::string space = step.accept_one({"shared", "shared::cta", "global"});
  const std::string operation =
      step.accept_one({"add", "min", "max", "inc", "dec", "and", "or", "xor", "exch", "cas"});
  const Type type = step.type();
  const std::string name = operation.empty() ? "" : cuda_type(operation, type);
  if (name.empty()) return step.refuse("this form of '" + step.opcode() + "'");
  const std::size_t first = has_result ? 1 : 0;
  if (!step.has(first + (operation == "cas" ? 3 : 2))) return;
  const Type plain = type.kind == Type::Kind::kBits ? unsigned_of(type) : type;
  std::string update =
      "::atomic" + functions().at(operation) + "(" +
      step.pointer(first, space.starts_with("shared") ? "shared_pointer" : "pointer", name);
  for (std::size_t i = first + 1; i < step.count(); ++i) update += ", " + step.value(i, plain);
  update = "static_cast<" + value_type(plain) + ">(" + update + "))";
  if (orders) step.add("::__threadfence()");
  if (has_result)
    step.set(0, plain, update);
  else
    step.add("static_cast<void>(" + update + ")");
  if (orders) step.add("::__threadfence()");
}

void translate_fence(Step& step) {
  step.ignore({"sc", "acq_rel", "cta", "gl", "gpu", "cluster", "sys"});
  if (step.has(0)) step.add("::__threadfence()");
}

}  // namespace

bool translate_atomics(Step& step) {
  const std::string& opcode = step.opcode();
  if (opcode == "atom") return translate_update(step, true), true;
  if (opcode == "red") return translate_update(step, false), true;
  if (opcode == "membar" || opcode == "fence") return translate_fence(step), true;
  return false;
}

}  // namespace larder::generate::ptx
