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
  const AtomicUse use = atomic_use(step);
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
  const std::string all = call("order_all", {});
  step.begin(use);
  if (use.orders) step.add(all);
  if (has_result)
    step.set(0, plain, update);
  else
    step.add("static_cast<void>(" + update + ")");
  if (use.orders) step.add(all);
  step.end(use);
}

void translate_fence(Step& step) {
  const std::string scope = step.accept_one({"cta", "gl", "gpu", "cluster", "sys"});
  const std::string order = step.accept_one({"sc", "acq_rel", "acquire", "release"});
  if (!step.has(0)) return;
  if (order == "acquire" || order == "release")
    return step.add("::__nv_atomic_thread_fence(__NV_ATOMIC_" +
                    std::string(order == "acquire" ? "ACQUIRE" : "RELEASE") + ", " +
                    (scope == "cta" ? "__NV_THREAD_SCOPE_BLOCK)" : "__NV_THREAD_SCOPE_DEVICE)"));
  step.add(scope == "cta" ? "::__threadfence_block()" : "::__threadfence()");
}

}  // namespace

AtomicUse atomic_use(Step& step) {
  static const std::map<std::string, std::string> orders = {{"acquire", "__ATOMIC_ACQUIRE"},
                                                            {"release", "__ATOMIC_RELEASE"},
                                                            {"acq_rel", "__ATOMIC_ACQ_REL"}};
  const std::string scope = step.accept_one({"cta", "cluster", "gpu", "sys"});
  const std::string order = step.accept_one({"relaxed", "acquire", "release", "acq_rel"});
  const auto known = orders.find(order);
  const bool plain = known == orders.end();
  if (plain && scope != "cta") return {!order.empty(), false, ""};
  return {!order.empty(), !plain,
          "{ LARDER_IN_SCOPE(::larder::simulator::Scope::k" +
              std::string(scope == "cta" ? "Block" : "Device") + ", " +
              (plain ? "__ATOMIC_RELAXED" : known->second) + ") "};
}

bool translate_atomics(Step& step) {
  const std::string& opcode = step.opcode();
  if (opcode == "atom") return translate_update(step, true), true;
  if (opcode == "red") return translate_update(step, false), true;
  if (opcode == "membar" || opcode == "fence") return translate_fence(step), true;
  return false;
}

}  // namespace larder::generate::ptx
