// The order in which a warp visits a kernel's basic blocks, once for each turn of a loop.
#ifndef LARDER_GENERATOR_LOWER_VECTORS_ORDER_H
#define LARDER_GENERATOR_LOWER_VECTORS_ORDER_H

#include <llvm/Analysis/LoopInfo.h>
#include <llvm/IR/Function.h>

#include <vector>

namespace larder::generate::vectors {

/// Each block comes after those that lead to it, except by a loop's back edge; the blocks of a loop
/// are together, and the one that returns is the last.
[[nodiscard]] std::vector<llvm::BasicBlock*> visiting_order(llvm::Function& function,
                                                            const llvm::LoopInfo& loops);

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_ORDER_H
