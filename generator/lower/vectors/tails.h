// Where lanes finish before others come to a barrier.
#ifndef LARDER_GENERATOR_LOWER_VECTORS_TAILS_H
#define LARDER_GENERATOR_LOWER_VECTORS_TAILS_H

#include <llvm/ADT/DenseSet.h>
#include <llvm/Analysis/LoopInfo.h>
#include <llvm/IR/Dominators.h>
#include <llvm/IR/Function.h>
#include <llvm/Transforms/Utils/ValueMapper.h>

#include "generator/lower/vectors/context.h"

namespace larder::generate::vectors {

/// The blocks from `start` on, without the one that only returns.
[[nodiscard]] llvm::SmallVector<llvm::BasicBlock*> tail_from(llvm::BasicBlock& start);

/// Copies of blocks, which refer to each other; what they have from elsewhere stays.
[[nodiscard]] llvm::SmallVector<llvm::BasicBlock*> copies_of(
    llvm::ArrayRef<llvm::BasicBlock*> blocks, llvm::ValueToValueMapTy& map);

/// Whether lanes meet others in a barrier or a warp operation.
[[nodiscard]] bool waits(const llvm::Loop& loop);

/// The blocks from which lanes come to a barrier or a warp operation.
[[nodiscard]] llvm::DenseSet<const llvm::BasicBlock*> blocks_before_waits(
    const llvm::Function& function);

/// Lanes that leave for good, before others go on to a barrier, get code of their own for what they
/// still do: it runs before that barrier.
void separate_tails(llvm::Function& kernel, BlockShape blocks);

/// Lanes leave loops with barriers or warp operations before the block that goes back.
void separate_latches(llvm::LoopInfo& loops, llvm::DominatorTree& dominators);

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_TAILS_H
