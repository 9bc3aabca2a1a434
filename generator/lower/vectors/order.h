// The order in which a warp visits a kernel's basic blocks, once for each turn of a loop.
#ifndef LARDER_GENERATOR_LOWER_VECTORS_ORDER_H
#define LARDER_GENERATOR_LOWER_VECTORS_ORDER_H

#include <llvm/Analysis/LoopInfo.h>
#include <llvm/IR/Function.h>

#include <vector>

#include "generator/lower/vectors/shapes.h"

namespace larder::generate::vectors {

/// Each block comes after those that lead to it, except by a loop's back edge, and the one that
/// returns is the last. The blocks of a loop are together. Among them, and as early as possible,
/// are those where lanes finish that leave the loop before others come to a barrier or a warp
/// operation, which do not wait for them.
[[nodiscard]] std::vector<llvm::BasicBlock*> visiting_order(llvm::Function& function,
                                                            const llvm::LoopInfo& loops,
                                                            const Shapes& shapes);

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_ORDER_H
