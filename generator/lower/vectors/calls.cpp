#include "generator/lower/vectors/calls.h"

#include <llvm/ADT/StringSet.h>
#include <llvm/Analysis/VectorUtils.h>
#include <llvm/IR/InlineAsm.h>
#include <llvm/IR/IntrinsicInst.h>

#include "generator/lower/vectors/context.h"
#include "generator/lower/vectors/exchanges.h"
#include "generator/lower/vectors/llvm_compat.h"
#include "generator/lower/vectors/memory.h"
#include "generator/lower/vectors/words.h"

namespace larder::generate::vectors {
namespace {

/// Also a fence for the compiler: lanes have no other way to see each other's writes than memory.
bool means_nothing(const llvm::CallBase& call) {
  if (const auto* assembly = llvm::dyn_cast<llvm::InlineAsm>(call.getCalledOperand()))
    return assembly->getAsmString().empty() && call.arg_empty() && call.getType()->isVoidTy();
  const auto* intrinsic = llvm::dyn_cast<llvm::IntrinsicInst>(&call);
  return intrinsic != nullptr &&
         (intrinsic->isAssumeLikeIntrinsic() || intrinsic->isLifetimeStartOrEnd());
}

/// What Clang makes of a call to such a function of libm, and has no vector form.
bool is_of_libm(llvm::StringRef intrinsic) {
  static const llvm::StringSet<> kNames = {"acos", "asin",   "atan",    "atan2", "cosh",  "sinh",
                                           "tanh", "lround", "llround", "lrint", "llrint"};
  return intrinsic.consume_front("llvm.") && kNames.contains(intrinsic.split('.').first);
}

/// A function of libm, which depends on its arguments alone or writes results through pointers.
bool is_mathematical(const llvm::Function& function) {
  if (function.isIntrinsic()) return is_of_libm(function.getName());
  if (function.isVarArg()) return false;
  static const llvm::StringSet<> kWriters = {"frexp",  "frexpf",  "modf",   "modff",
                                             "sincos", "sincosf", "remquo", "remquof"};
  return function.doesNotAccessMemory() || kWriters.contains(function.getName());
}

std::optional<std::string> refusal_of_others(const llvm::CallBase& call) {
  const llvm::Function* callee = call.getCalledFunction();
  if (means_nothing(call)) return std::nullopt;
  if (call.isInlineAsm()) return "has an asm statement";
  if (callee == nullptr) return "calls through a pointer";
  if (llvm::isa<llvm::InvokeInst>(call))
    return "may throw (it calls " + readable_name(*callee) + ")";
  if (!callee->isDeclaration()) return "calls " + readable_name(*callee) + ", which calls itself";
  if (llvm::isTriviallyVectorizable(callee->getIntrinsicID())) return std::nullopt;
  if (is_mathematical(*callee)) return std::nullopt;
  if (callee->isIntrinsic()) return "calls " + callee->getName().str();
  return "calls " + readable_name(*callee);
}

/// Whether the vector form of an intrinsic takes one operand for all lanes where these have
/// several, as that of powi takes the exponent.
bool has_one_operand_for_all(const llvm::IntrinsicInst& call, const Shapes& shapes) {
  for (unsigned i = 0; i < call.arg_size(); ++i)
    if (takes_scalar(call.getIntrinsicID(), i) && !shapes.of(*call.getArgOperand(i)).is_uniform())
      return true;
  return false;
}

llvm::Value* write_intrinsic(WarpCode& code, const llvm::IntrinsicInst& call) {
  const llvm::Intrinsic::ID id = call.getIntrinsicID();
  llvm::SmallVector<llvm::Type*> types;
  llvm::SmallVector<llvm::Value*> arguments;
  if (is_overloaded(id, -1)) types.push_back(widened(*call.getType()));
  for (unsigned i = 0; i < call.arg_size(); ++i) {
    const llvm::Value& argument = *call.getArgOperand(i);
    const bool scalar = takes_scalar(id, i);
    arguments.push_back(scalar ? code.values.scalar(argument) : code.values.vector(argument));
    if (is_overloaded(id, static_cast<int>(i))) types.push_back(arguments.back()->getType());
  }
  llvm::Instruction* out = code.builder.CreateIntrinsic(id, types, arguments);
  out->copyIRFlags(&call, true);
  if (id != llvm::Intrinsic::maxnum && id != llvm::Intrinsic::minnum) return out;
  // Of 0 and -0, glibc's fmax and fmin return the second.
  llvm::Value* equal = code.builder.CreateFCmpOEQ(arguments[0], arguments[1]);
  return code.builder.CreateSelect(equal, arguments[1], out);
}

llvm::Value* write_for_each_lane(WarpCode& code, const llvm::CallBase& call) {
  std::vector<LaneArray> arguments;
  for (const llvm::Use& argument : call.args()) arguments.emplace_back(code, *argument);
  const bool gives = !call.getType()->isVoidTy();
  std::optional<LaneArray> results;
  if (gives) results.emplace(code, call.getType());
  code.for_each_lane([&](llvm::Value* lane) {
    llvm::SmallVector<llvm::Value*> values;
    for (LaneArray& argument : arguments) values.push_back(argument.get(lane));
    llvm::CallInst* result =
        code.builder.CreateCall(call.getFunctionType(), call.getCalledFunction(), values);
    result->setAttributes(call.getAttributes());
    if (gives) results->set(lane, result);
  });
  return gives ? results->all() : nullptr;
}

/// All lanes of the warp that have not returned must be here; the other warps follow.
void write_barrier(WarpCode& code, const llvm::CallBase& call) {
  Builder& builder = code.builder;
  if (code.mask != nullptr) {
    llvm::Value* gone = builder.CreateLoad(builder.getInt32Ty(), code.exited);
    llvm::Value* known = builder.CreateOr(code.lane_bits(), gone);
    code.require(builder.CreateICmpEQ(known, builder.getInt32(~0u)), kDivergentBarrier, call);
  }
  llvm::FunctionCallee wait = code.function.getParent()->getOrInsertFunction(
      kWaitMark, builder.getVoidTy(), builder.getInt32Ty());
  builder.CreateCall(wait, {builder.getInt32(++code.barriers)});
  for (llvm::AllocaInst* mask : code.masks)  // since no lane waits to run anything else
    builder.CreateStore(llvm::Constant::getNullValue(mask->getAllocatedType()), mask);
  if (code.mask != nullptr)
    code.mask = builder.CreateNot(builder.CreateBitCast(
        builder.CreateLoad(builder.getInt32Ty(), code.exited), code.mask->getType()));
}

void add_to_field(WarpCode& code, unsigned offset, llvm::Value* number) {
  llvm::Value* address = code.values.field_address(offset);
  llvm::Value* old = code.builder.CreateLoad(code.builder.getInt32Ty(), address);
  code.builder.CreateStore(code.builder.CreateAdd(old, number), address);
}

llvm::Value* write_barrier_count(WarpCode& code, const llvm::CallBase& call) {
  Builder& builder = code.builder;
  code.votes = true;
  llvm::Value* predicates = code.values.vector(*call.getArgOperand(0));
  llvm::Value* zero = llvm::Constant::getNullValue(predicates->getType());
  llvm::Value* votes = builder.CreateICmpNE(predicates, zero);
  votes = code.here_or(votes, llvm::Constant::getNullValue(votes->getType()));
  const auto count = [&](llvm::Value* bits) {
    return builder.CreateUnaryIntrinsic(llvm::Intrinsic::ctpop, bits);
  };
  add_to_field(code, Offsets::kNextVotes, count(code.bits(votes)));
  add_to_field(code, Offsets::kNextVotes + 4, count(code.lane_bits()));
  write_barrier(code, call);
  return builder.CreateLoad(builder.getInt64Ty(), code.values.field_address(Offsets::kVotes));
}

}  // namespace

std::optional<std::string> refusal_of_call(const llvm::CallBase& call, const Shapes& shapes) {
  switch (word_of(call)) {
    case Word::kNone:
      return refusal_of_others(call);
    case Word::kWarp:
      return refusal_of_exchange(call, shapes);
    case Word::kOther:
      return "calls larder::simulator::" + simulators_name(*call.getCalledFunction());
    case Word::kIndex:
    case Word::kAllLanes:
    case Word::kBarrier:
    case Word::kBarrierCount:
    case Word::kActiveLanes:
    case Word::kLane:
    case Word::kSharedObject:
    case Word::kDynamicShared:
    case Word::kFence:
    case Word::kStep:
    case Word::kTrap:
      return std::nullopt;
  }
  return std::nullopt;
}

llvm::Value* write_call(WarpCode& code, const llvm::CallBase& call) {
  switch (word_of(call)) {
    case Word::kBarrier:
      write_barrier(code, call);
      return nullptr;
    case Word::kBarrierCount:
      return write_barrier_count(code, call);
    case Word::kWarp:
      return write_exchange_of_lanes(code, call);
    case Word::kActiveLanes:
      return code.lane_bits();
    case Word::kAllLanes:
      return code.are_all(*call.getArgOperand(0));
    case Word::kFence:
      code.builder.CreateFence(llvm::AtomicOrdering::SequentiallyConsistent);
      return nullptr;
    case Word::kStep:
      return nullptr;
    case Word::kTrap:
      code.fail(kTrapped, call);
      return nullptr;
    case Word::kIndex:
    case Word::kLane:
    case Word::kSharedObject:
    case Word::kDynamicShared:
    case Word::kNone:
    case Word::kOther:
      break;
  }
  if (means_nothing(call)) return nullptr;
  if (word_of(call) == Word::kIndex) return code.values.kept(call);
  const Shape shape = code.shapes.of(call);
  if (shape.is_scalar() && !call.getType()->isVoidTy())
    return scalar_copy(call, shape, code.values, code.builder);
  const auto* intrinsic = llvm::dyn_cast<llvm::IntrinsicInst>(&call);
  if (intrinsic != nullptr && llvm::isTriviallyVectorizable(intrinsic->getIntrinsicID()) &&
      !has_one_operand_for_all(*intrinsic, code.shapes))
    return write_intrinsic(code, *intrinsic);
  return write_for_each_lane(code, call);
}

}  // namespace larder::generate::vectors
