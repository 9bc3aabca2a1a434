// Code that reads in all warps what one of them has left in shared memory, and then uses the place
// again without a barrier between, has a race: larder check reports it. GPUs give what was meant,
// since all warps read long before one of them comes to the store; so do fibers. Where one warp
// runs as far as it can, the others would read what it stores.
#ifndef LARDER_GENERATOR_LOWER_VECTORS_BROADCASTS_H
#define LARDER_GENERATOR_LOWER_VECTORS_BROADCASTS_H

#include <llvm/IR/Function.h>

namespace larder::generate::vectors {

/// Adds a barrier after each such load that all threads of the block come to.
void separate_broadcasts(llvm::Function& kernel);

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_BROADCASTS_H
