// Code that one lane of a warp runs.
#ifndef LARDER_GENERATOR_LOWER_VECTORS_LONE_LANES_H
#define LARDER_GENERATOR_LOWER_VECTORS_LONE_LANES_H

#include <llvm/Analysis/LoopInfo.h>
#include <llvm/IR/Dominators.h>
#include <llvm/IR/Function.h>

#include "generator/lower/vectors/shapes.h"

namespace larder::generate::vectors {

/// Behind `if (threadIdx.x == 0)` there is one lane, and what is computed from threadIdx.x is
/// known: it is computed again there from the 0, so that it is uniform. Otherwise the processor
/// would collect what one lane reads from 32 places. Returns whether there was any such code; the
/// control flow stays as it is.
[[nodiscard]] bool settle_lone_lanes(llvm::Function& kernel, const Shapes& shapes,
                                     const llvm::DominatorTree& dominators,
                                     const llvm::LoopInfo& loops);

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_LONE_LANES_H
