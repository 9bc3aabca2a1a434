// Machine code for each instruction set, as text for an assembler.
#ifndef LARDER_GENERATOR_LOWER_VECTORS_ASSEMBLY_H
#define LARDER_GENERATOR_LOWER_VECTORS_ASSEMBLY_H

#include <llvm/IR/Module.h>

#include <string>

#include "generator/lower/vectors/vector_code.h"

namespace larder::generate::vectors {

/// Code of all functions that `module` exports; simplifies it.
[[nodiscard]] std::string assembly_of(llvm::Module& module, const VectorRequest& request);

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_ASSEMBLY_H
