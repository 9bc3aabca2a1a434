// Conversions of binary16 in vectors: the instructions that x86-64-v3 has for them.
#ifndef LARDER_GENERATOR_LOWER_VECTORS_HALVES_H
#define LARDER_GENERATOR_LOWER_VECTORS_HALVES_H

#include <llvm/IR/Module.h>

namespace larder::generate::vectors {

/// widened<10> and nearest<10> (larder/cuda/half_format.h) get another body.
void use_half_instructions(llvm::Module& module);

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_HALVES_H
