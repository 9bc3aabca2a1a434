// The function that runs a kernel for a block: a loop over its warps from each barrier to the next.
#ifndef LARDER_GENERATOR_LOWER_VECTORS_BLOCK_CODE_H
#define LARDER_GENERATOR_LOWER_VECTORS_BLOCK_CODE_H

#include <string>

#include "generator/lower/vectors/context.h"
#include "generator/lower/vectors/regions.h"

namespace larder::generate::vectors {

/// Makes the function `name`, which takes the block (larder/detail/vectors.h). The regions are
/// inlined into it.
llvm::Function* write_block_function(llvm::Module& module, const Regions& regions,
                                     BlockShape blocks, const std::string& name);

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_BLOCK_CODE_H
