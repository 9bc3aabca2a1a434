#include "generator/lower/vectors/worth.h"

#include <llvm/IR/InstIterator.h>
#include <llvm/IR/IntrinsicInst.h>

#include "generator/lower/vectors/memory.h"
#include "generator/lower/vectors/words.h"

namespace larder::generate::vectors {
namespace {

/// So much arithmetic makes up for one access of memory at places in no order.
constexpr unsigned kArithmeticPerAccess = 8;

/// What the lanes do, each for itself.
struct Work {
  unsigned arithmetic = 0;
  unsigned anywhere = 0;  ///< accesses of memory
  unsigned calls = 0;     ///< of functions that host compilers don't make vectors of

  void add(const llvm::Instruction& instruction, const Shapes& shapes);
  [[nodiscard]] bool is_scattered() const { return kArithmeticPerAccess * anywhere > arithmetic; }
};

bool is_one_instruction(const llvm::CallBase& call) {
  const auto* intrinsic = llvm::dyn_cast<llvm::IntrinsicInst>(&call);
  if (intrinsic == nullptr) return false;
  switch (intrinsic->getIntrinsicID()) {
    case llvm::Intrinsic::abs:
    case llvm::Intrinsic::fabs:
    case llvm::Intrinsic::fma:
    case llvm::Intrinsic::fmuladd:
    case llvm::Intrinsic::maxnum:
    case llvm::Intrinsic::minnum:
    case llvm::Intrinsic::smax:
    case llvm::Intrinsic::smin:
    case llvm::Intrinsic::sqrt:
    case llvm::Intrinsic::umax:
    case llvm::Intrinsic::umin:
      return true;
    default:
      return intrinsic->isAssumeLikeIntrinsic();
  }
}

void Work::add(const llvm::Instruction& instruction, const Shapes& shapes) {
  if (is_anywhere(shapes, instruction)) {
    ++anywhere;
  } else if (const auto* call = llvm::dyn_cast<llvm::CallBase>(&instruction)) {
    calls += word_of(instruction) == Word::kNone && !is_one_instruction(*call);
  } else if (!instruction.getType()->isVoidTy() && !shapes.of(instruction).is_scalar()) {
    ++arithmetic;
  }
}

}  // namespace

bool is_worth_vectors(const llvm::Function& kernel, const Shapes& shapes,
                      const llvm::LoopInfo& loops) {
  bool any = false;
  for (const llvm::Loop* loop : loops.getLoopsInPreorder()) {
    if (!loop->isInnermost()) continue;
    Work work;
    for (const llvm::BasicBlock* block : loop->blocks())
      for (const llvm::Instruction& each : *block) work.add(each, shapes);
    if (work.is_scattered()) return false;
    any = true;
  }
  if (any) return true;
  Work work;
  for (const llvm::Instruction& each : llvm::instructions(kernel)) work.add(each, shapes);
  return work.calls != 0 && !work.is_scattered();
}

}  // namespace larder::generate::vectors
