// The lowering `vectors`: a warp is a vector.
//
//   Clang's code of the host source ──prepare──▶ one function for each kernel
//     ──shapes, flow, widen──▶ a function for a warp ──regions──▶ one from barrier to barrier
//     ──block_code──▶ a loop over the warps of a block ──assembly──▶ text for each instruction set
#ifndef LARDER_GENERATOR_LOWER_VECTORS_VECTORS_H
#define LARDER_GENERATOR_LOWER_VECTORS_VECTORS_H

#include <llvm/IR/Module.h>

#include <memory>

#include "generator/lower/vectors/vector_code.h"

namespace larder::generate::vectors {

/// `module` is Clang's code of the host source, not optimised.
[[nodiscard]] VectorCode lower_to_vectors(std::unique_ptr<llvm::Module> module,
                                          const VectorRequest& request);

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_VECTORS_H
