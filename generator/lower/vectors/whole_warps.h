// Code of its own for warps of which all lanes pass the guard at a kernel's beginning.
#ifndef LARDER_GENERATOR_LOWER_VECTORS_WHOLE_WARPS_H
#define LARDER_GENERATOR_LOWER_VECTORS_WHOLE_WARPS_H

#include <llvm/ADT/DenseSet.h>

#include "generator/lower/vectors/shapes.h"

namespace larder::generate::vectors {

/// Most kernels begin with `if (i >= n) return;`. What follows is copied: warps of which all lanes
/// go on run the copy, which needs no masks. Returns the blocks that the others run: few do. Empty:
/// nothing was copied.
[[nodiscard]] llvm::DenseSet<const llvm::BasicBlock*> separate_whole_warps(llvm::Function& kernel,
                                                                           const Shapes& shapes);

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_WHOLE_WARPS_H
