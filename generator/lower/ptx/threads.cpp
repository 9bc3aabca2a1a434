// Barriers, warp operations, and the end of a launch.
#include <map>
#include <string>

#include "generator/lower/ptx/step.h"

namespace larder::generate::ptx {
namespace {

void synchronise_warp(Step& step) {
  if (step.has(1)) step.add("::__syncwarp(" + step.value(0, kWord) + ")");
}

/// bar.red: the result, the barrier's number, and the predicate.
void reduce_at_barrier(Step& step) {
  const std::string operation = step.accept_one({"popc", "and", "or"});
  const Type type = step.type();
  if (operation.empty() || !step.has(3)) return step.refuse("this form of '" + step.opcode() + "'");
  const std::string given = step.value(2, kPredicate);
  if (operation == "popc")
    return step.set(0, kWord, "static_cast<::std::uint32_t>(::__syncthreads_count(" + given + "))");
  if (type != kPredicate) step.refuse("this form of '" + step.opcode() + "'");
  step.set(0, kPredicate, "::__syncthreads_" + operation + "(" + given + ") != 0");
}

/// bar and barrier. Those of some of a block's threads are not translated.
void translate_barrier(Step& step) {
  step.ignore({"cta", "aligned"});
  if (step.opcode() == "bar" && step.accept("warp") && step.accept("sync"))
    return synchronise_warp(step);
  if (step.accept("red")) return reduce_at_barrier(step);
  if (!step.accept("sync")) return step.refuse("this form of '" + step.opcode() + "'");
  if (step.count() == 2)
    return step.refuse("'" + step.opcode() + ".sync' of some of the block's threads");
  if (step.has(1)) step.add("::__syncthreads()");
}

/// d, or d|p.
void set_pair(Step& step, Type type, const std::string& value, const std::string& predicate) {
  const Operand& result = step.operand(0);
  if (result.kind != Operand::Kind::kPair) return step.set(0, type, value);
  step.set(result.parts[0], type, value);
  step.set(result.parts[1], kPredicate, predicate);
}

void translate_shuffle(Step& step) {
  static const std::map<std::string, std::string> directions = {
      {"up", "kUp"}, {"down", "kDown"}, {"bfly", "kButterfly"}, {"idx", "kIndex"}};
  const bool synchronises = step.accept("sync");
  const std::string direction = step.accept_one({"up", "down", "bfly", "idx"});
  const Type type = step.type();
  if (!synchronises || direction.empty() || type.bits != 32)
    return step.refuse("this form of 'shfl'");
  if (!step.has(5)) return;
  step.add("{ const auto larder_got = " +
           call("shuffle", {"::larder::simulator::ptx::Direction::" + directions.at(direction),
                            step.value(1, kWord), step.value(2, kWord), step.value(3, kWord),
                            step.value(4, kWord)}));
  set_pair(step, kWord, "larder_got.value", "larder_got.in_range");
  step.close();
}

void translate_vote(Step& step) {
  const bool synchronises = step.accept("sync");
  const std::string vote = step.accept_one({"all", "any", "uni", "ballot"});
  const Type type = step.type();
  if (!synchronises || vote.empty()) return step.refuse("this form of 'vote'");
  if (!step.has(3)) return;
  const std::string asked =
      "::__" + vote + "_sync(" + step.value(2, kWord) + ", " + step.value(1, kPredicate) + ")";
  if (vote == "ballot") return step.set(0, type, asked);
  step.set(0, type, asked + " != 0");
}

void translate_match(Step& step) {
  const bool synchronises = step.accept("sync");
  const std::string kind = step.accept_one({"any", "all"});
  const Type type = unsigned_of(step.type());
  if (!synchronises || kind.empty()) return step.refuse("this form of 'match'");
  if (!step.has(3)) return;
  const std::string value = step.value(1, type);
  if (kind == "any")
    return step.set(0, kWord, "::__match_any_sync(" + step.value(2, kWord) + ", " + value + ")");
  step.add("{ const auto larder_got = " + call("match_all_of", {value, step.value(2, kWord)}));
  set_pair(step, kWord, "larder_got.lanes", "larder_got.all");
  step.close();
}

void translate_reduction(Step& step) {
  const bool synchronises = step.accept("sync");
  const std::string operation = step.accept_one({"add", "min", "max", "and", "or", "xor"});
  const Type type = step.type();
  if (!synchronises || operation.empty() || type.bits != 32 || !type.is_integer())
    return step.refuse("this form of 'redux'");
  const Type plain = type.kind == Type::Kind::kBits ? kWord : type;
  if (step.has(3))
    step.set(0, plain,
             "::__reduce_" + operation + "_sync(" + step.value(2, kWord) + ", " +
                 step.value(1, plain) + ")");
}

void translate_active_mask(Step& step) {
  const Type type = step.type();
  if (step.has(1)) step.set(0, type, "::__activemask()");
}

void translate_sleep(Step& step) {
  step.type();
  if (step.has(1)) step.add("::__nanosleep(" + step.value(0, kWord) + ")");
}

/// Kernels run one after the other on a CPU.
void translate_dependent_launch(Step& step) {
  step.ignore({"wait", "launch_dependents"});
  step.has(0);
}

}  // namespace

bool translate_threads(Step& step) {
  const std::string& opcode = step.opcode();
  if (opcode == "bar" || opcode == "barrier") return translate_barrier(step), true;
  if (opcode == "shfl") return translate_shuffle(step), true;
  if (opcode == "vote") return translate_vote(step), true;
  if (opcode == "match") return translate_match(step), true;
  if (opcode == "redux") return translate_reduction(step), true;
  if (opcode == "activemask") return translate_active_mask(step), true;
  if (opcode == "nanosleep") return translate_sleep(step), true;
  if (opcode == "griddepcontrol") return translate_dependent_launch(step), true;
  if (opcode == "trap") return step.add("::__trap()"), true;
  if (opcode == "brkpt") return step.add("::__brkpt()"), true;
  return false;
}

}  // namespace larder::generate::ptx
