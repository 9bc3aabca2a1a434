#include "generator/lower/vectors/refusals.h"

#include <llvm/IR/InstIterator.h>
#include <llvm/IR/Instructions.h>

#include "generator/lower/vectors/memory.h"
#include "generator/lower/vectors/widen.h"
#include "generator/lower/vectors/words.h"

namespace larder::generate::vectors {
namespace {

constexpr unsigned kMostInstructions = 6000;  // more take minutes to compile

/// Only the host source knows where its own variables are.
std::optional<std::string> refusal_of_constant(const llvm::Constant& constant) {
  if (llvm::isa<llvm::Function>(constant)) return "takes the address of a function";
  if (const auto* variable = llvm::dyn_cast<llvm::GlobalVariable>(&constant)) {
    if (variable->isThreadLocal()) return "uses thread_local " + readable_name(*variable);
    if (variable->isDeclaration() || variable->isConstant()) return std::nullopt;
    return "uses static variable " + readable_name(*variable);
  }
  for (const llvm::Use& part : constant.operands())
    if (const auto* inner = llvm::dyn_cast<llvm::Constant>(part))
      if (auto refused = refusal_of_constant(*inner)) return refused;
  return std::nullopt;
}

std::optional<std::string> refusal_of_operands(const llvm::Instruction& instruction) {
  const auto* call = llvm::dyn_cast<llvm::CallBase>(&instruction);
  for (const llvm::Use& operand : instruction.operands()) {
    if (call != nullptr && call->isCallee(&operand)) continue;
    if (const auto* constant = llvm::dyn_cast<llvm::Constant>(operand))
      if (auto refused = refusal_of_constant(*constant)) return refused;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> refusal_of_form(const llvm::Function& kernel) {
  if (const unsigned size = kernel.getInstructionCount(); size > kMostInstructions)
    return "has " + std::to_string(size) + " instructions; vectors take " +
           std::to_string(kMostInstructions);
  unsigned ends = 0;
  for (const llvm::BasicBlock& block : kernel) {
    const llvm::Instruction& end = *block.getTerminator();
    if (llvm::isa<llvm::ReturnInst>(end))
      ++ends;
    else if (llvm::isa<llvm::InvokeInst, llvm::ResumeInst>(end))
      return "may throw";
    else if (!llvm::isa<llvm::BranchInst, llvm::UnreachableInst>(end))
      return std::string("has control flow that vectors can't follow (") + end.getOpcodeName() +
             ")";
  }
  if (ends != 1) return "never ends";
  return std::nullopt;
}

// Where the processor can't do it, LLVM writes a branch for each lane that accesses memory at its
// own place.
std::optional<std::string> refusal_of_size(const llvm::Function& kernel, const Shapes& shapes,
                                           bool is_plain) {
  constexpr unsigned kPerAccess = 40;
  const unsigned most = is_plain ? kMostInstructions / 3 : kMostInstructions;
  const auto accesses = static_cast<unsigned>(
      llvm::count_if(llvm::instructions(kernel),
                     [&](const llvm::Instruction& each) { return is_anywhere(shapes, each); }));
  const unsigned size = kernel.getInstructionCount() + kPerAccess * accesses;
  if (size <= most) return std::nullopt;
  return "is too large: vectors take " + std::to_string(most) + " instructions, and it has " +
         std::to_string(kernel.getInstructionCount()) + ", with " + std::to_string(accesses) +
         " accesses of memory in no order, which count " + std::to_string(kPerAccess) + " times";
}

std::optional<std::string> refusal_of_code(const llvm::Function& kernel, const Shapes& shapes,
                                           const llvm::LoopInfo& loops) {
  for (const llvm::Loop* loop : loops.getLoopsInPreorder()) {
    if (loop->getLoopLatch() == nullptr) return "has a loop that vectors can't follow";
    if (loop->hasNoExitBlocks()) return "has a loop that never ends";
  }
  for (const llvm::Instruction& each : llvm::instructions(kernel)) {
    if (auto refused = refusal_of(each, shapes)) return refused;
    if (llvm::isa<llvm::PHINode>(each) && each.getType()->isStructTy())
      return "joins structs that are in registers";
    if (auto refused = refusal_of_operands(each)) return refused;
  }
  return std::nullopt;
}

}  // namespace larder::generate::vectors
