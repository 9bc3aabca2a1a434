// Loads, stores, copies to shared memory, and hints, which have no effect on a CPU.
#include <algorithm>
#include <string>

#include "generator/lower/ptx/step.h"

namespace larder::generate::ptx {
namespace {

using Kind = Operand::Kind;

/// Takes away hints to caches; returns whether an operand is a cache policy.
bool take_hints(Step& step) {
  const bool policy = step.accept("L2::cache_hint");
  step.ignore({"weak", "ca", "cs", "lu", "wb", "wt", "nc"});
  step.ignore_starting("L1::");
  step.ignore_starting("L2::");
  return policy;
}

/// The function that makes a pointer from an address of the space.
std::string take_space(Step& step) {
  const std::string space = step.accept_one({"shared", "shared::cta", "global", "const", "local"});
  return space.starts_with("shared") ? "shared_pointer" : "pointer";
}

/// Whether threads use such an access to wait for others.
bool take_observing(Step& step, const AtomicUse& use) {
  return !step.accept_one({"volatile", "cg", "cv"}).empty() || use.written;
}

std::size_t take_vector(Step& step) {
  const std::string size = step.accept_one({"v2", "v4"});
  return size.empty() ? 1 : static_cast<std::size_t>(size[1] - '0');
}

/// Whether `operand` has as many parts as the instruction says.
bool is_vector(Step& step, const Operand& operand, std::size_t size) {
  const bool good = size == 1 ? operand.kind != Kind::kVector
                              : operand.kind == Kind::kVector && operand.parts.size() == size;
  if (!good) step.refuse("this vector of '" + step.opcode() + "'");
  return good;
}

void translate_load(Step& step) {
  const AtomicUse use = atomic_use(step);
  const bool policy = take_hints(step);
  const std::string space = take_space(step);
  const std::string again = take_observing(step, use) ? "_again" : "";
  const std::size_t size = take_vector(step);
  const Type type = step.type();
  const std::string name = value_type(type);
  if (!step.has(policy ? 3 : 2) || !is_vector(step, step.operand(0), size)) return;
  const std::string place = step.pointer(1, space, "const " + name);
  step.begin(use);
  if (size == 1) {
    step.set(0, type, call("load" + again, {place}), Fit::kOrWider);
    return step.end(use);
  }
  step.add("{ const auto larder_loaded = " +
           call("load_vector" + again + "<" + name + ", " + std::to_string(size) + ">", {place}));
  for (std::size_t i = 0; i < size; ++i)
    step.set(step.operand(0).parts[i], type, "larder_loaded.part[" + std::to_string(i) + "]",
             Fit::kOrWider);
  step.close();
  step.end(use);
}

void translate_store(Step& step) {
  const AtomicUse use = atomic_use(step);
  const bool policy = take_hints(step);
  const std::string space = take_space(step);
  const std::string at_once = take_observing(step, use) ? "_at_once" : "";
  const std::size_t size = take_vector(step);
  const Type type = step.type();
  if (!step.has(policy ? 3 : 2) || !is_vector(step, step.operand(1), size)) return;
  const std::string place = step.pointer(0, space, value_type(type));
  step.begin(use);
  if (size == 1) {
    step.add(call("store" + at_once, {place, step.value(1, type, Fit::kOrWider)}));
    return step.end(use);
  }
  std::string values = place;
  for (const Operand& part : step.operand(1).parts)
    values += ", " + step.value(part, type, Fit::kOrWider);
  step.add(call("store_vector" + at_once, {values}));
  step.end(use);
}

// The copy is done at once, which a correct program can't tell from later.
void translate_async_copy(Step& step) {
  if (step.accept("commit_group") || step.accept("wait_all")) return;
  if (step.accept("wait_group")) return;
  const bool policy = take_hints(step);
  step.ignore({"cg", "global"});
  if (take_space(step) != "shared_pointer") return step.refuse("this form of 'cp.async'");
  if (!step.has(3, policy ? 5 : 4)) return;
  const std::size_t given = step.count() > (policy ? 4U : 3U) ? 3 : 2;
  const std::string to = step.pointer(0, "shared_pointer", "char");
  const std::string from = step.pointer(1, "pointer", "const char");
  step.add(call("copy", {to, from, step.value(2, kWord), step.value(given, kWord)}));
}

void translate_copy(Step& step) {
  if (!step.accept("async")) return step.refuse("'cp'");
  for (const char* other : {"bulk", "mbarrier", "reduce"})
    if (step.is(other)) return step.refuse("'cp.async." + std::string(other) + "'");
  translate_async_copy(step);
}

/// A hint may name any address, which is not looked at.
void translate_hint(Step& step) {
  take_hints(step);
  step.ignore({"global", "local", "L1", "L2"});
}

void translate_policy(Step& step) {
  step.ignore({"fractional"});
  step.ignore_starting("L2::");
  if (step.type() != Type{Type::Kind::kBits, 64}) return step.refuse("this form of 'createpolicy'");
  if (step.has(1, 2)) step.set(0, kLong, "::std::uint64_t{0}");
}

}  // namespace

bool translate_memory(Step& step) {
  const std::string& opcode = step.opcode();
  if (opcode == "ld" || opcode == "ldu") return translate_load(step), true;
  if (opcode == "st") return translate_store(step), true;
  if (opcode == "cp") return translate_copy(step), true;
  if (opcode == "prefetch" || opcode == "prefetchu" || opcode == "discard" ||
      opcode == "applypriority")
    return translate_hint(step), true;
  if (opcode == "createpolicy") return translate_policy(step), true;
  return false;
}

}  // namespace larder::generate::ptx
