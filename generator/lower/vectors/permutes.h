// Permutations of a warp's values: shuffles.
//
// Often LLVM finds out that the lanes to read from are constants. So a permutation is a mark until
// the code has been simplified.
#ifndef LARDER_GENERATOR_LOWER_VECTORS_PERMUTES_H
#define LARDER_GENERATOR_LOWER_VECTORS_PERMUTES_H

#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Module.h>

namespace larder::generate::vectors {

/// In each lane the value of lane `sources`, a vector of 32-bit numbers less than the lanes' count.
llvm::Value* mark_permute(llvm::IRBuilder<>& builder, llvm::Value* values, llvm::Value* sources);
/// Replaces the marks. `avx512`: the code is for x86-64-v4.
void resolve_permutes(llvm::Module& module, bool avx512);

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_PERMUTES_H
