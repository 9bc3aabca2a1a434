// Whether a kernel whose threads never wait is faster as vectors than as a plain loop.
#ifndef LARDER_GENERATOR_LOWER_VECTORS_WORTH_H
#define LARDER_GENERATOR_LOWER_VECTORS_WORTH_H

#include <llvm/Analysis/LoopInfo.h>

#include "generator/lower/vectors/shapes.h"

namespace larder::generate::vectors {

/// A host compiler makes vectors of straight code as well. Where lanes read memory at places in no
/// order, processors are no faster than one thread after the other.
[[nodiscard]] bool is_worth_vectors(const llvm::Function& kernel, const Shapes& shapes,
                                    const llvm::LoopInfo& loops);

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_WORTH_H
