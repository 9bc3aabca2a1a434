#include "generator/lower/vectors/whole_warps.h"

#include <llvm/IR/CFG.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Module.h>
#include <llvm/Transforms/Utils/BasicBlockUtils.h>

#include "generator/lower/vectors/tails.h"
#include "generator/lower/vectors/words.h"

namespace larder::generate::vectors {
namespace {

bool returns(const llvm::BasicBlock& block) { return llvm::isa<llvm::ReturnInst>(block.front()); }

/// The successor of a guard's branch with which a lane returns; none: it is no guard.
std::optional<unsigned> way_out(const llvm::BranchInst& branch) {
  if (!branch.isConditional()) return std::nullopt;
  for (unsigned i = 0; i < 2; ++i)
    if (returns(*branch.getSuccessor(i)) && !returns(*branch.getSuccessor(1 - i))) return i;
  return std::nullopt;
}

/// The last guard on the way from the beginning on which lanes may differ.
llvm::BranchInst* last_guard(llvm::Function& kernel, const Shapes& shapes) {
  llvm::BranchInst* out = nullptr;
  for (llvm::BasicBlock* block = &kernel.getEntryBlock(); block != nullptr;) {
    if (llvm::BasicBlock* next = block->getSingleSuccessor()) {
      block = next->getSinglePredecessor() != nullptr ? next : nullptr;
      continue;
    }
    auto* branch = llvm::dyn_cast<llvm::BranchInst>(block->getTerminator());
    const auto leaves = branch != nullptr ? way_out(*branch) : std::nullopt;
    if (!leaves) break;
    if (shapes.diverges(*block)) out = branch;
    llvm::BasicBlock* next = branch->getSuccessor(1 - *leaves);
    block = next->getSinglePredecessor() != nullptr ? next : nullptr;
  }
  return out;
}

/// Whether the blocks are few enough to be copied, and lanes wait in none of them.
bool may_be_copied(llvm::ArrayRef<llvm::BasicBlock*> blocks) {
  constexpr std::size_t kMostInstructions = 1000;
  const auto before_waits = blocks_before_waits(*blocks.front()->getParent());
  std::size_t instructions = 0;
  for (const llvm::BasicBlock* each : blocks) instructions += each->size();
  return instructions <= kMostInstructions &&
         llvm::none_of(blocks, [&](const auto* each) { return before_waits.contains(each); });
}

}  // namespace

llvm::DenseSet<const llvm::BasicBlock*> separate_whole_warps(llvm::Function& kernel,
                                                             const Shapes& shapes) {
  llvm::BranchInst* guard = last_guard(kernel, shapes);
  if (guard == nullptr) return {};
  const unsigned leaves = *way_out(*guard);
  const auto rest = tail_from(*guard->getSuccessor(1 - leaves));
  if (!may_be_copied(rest)) return {};
  llvm::ValueToValueMapTy map;
  const auto copies = copies_of(rest, map);
  llvm::IRBuilder<> builder(guard);
  llvm::Value* passes = guard->getCondition();
  if (leaves == 0) passes = builder.CreateNot(passes);
  const llvm::FunctionCallee all = kernel.getParent()->getOrInsertFunction(
      kAllLanesFunction, builder.getInt1Ty(), builder.getInt1Ty());
  llvm::CallInst* test = builder.CreateCall(all, {passes});
  test->setDoesNotThrow();
  llvm::BasicBlock* before = guard->getParent();
  llvm::BasicBlock* some = llvm::SplitBlock(before, guard);
  before->getTerminator()->eraseFromParent();
  llvm::IRBuilder<>(before).CreateCondBr(test, copies.front(), some);
  return {rest.begin(), rest.end()};
}

}  // namespace larder::generate::vectors
