// The lowering `vectors`: a warp is a vector.
//
//   Clang's code of the host source ──isolate──▶ a module for each kernel ──prepare──▶ one function
//     ──shapes, flow, widen──▶ a function for a warp ──regions──▶ one from barrier to barrier
//     ──block_code──▶ a loop over the warps of a block ──assembly──▶ text for each instruction set
#ifndef LARDER_GENERATOR_LOWER_VECTORS_VECTORS_H
#define LARDER_GENERATOR_LOWER_VECTORS_VECTORS_H

#include "generator/lower/vectors/vector_code.h"

namespace larder::generate::vectors {

/// The result depends on `kernel` and on LLVM alone. Thread safe.
[[nodiscard]] VectorKernel lower_to_vectors(const LoneKernel& kernel);

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_VECTORS_H
