// Machine code for each instruction set, as text for an assembler.
#ifndef LARDER_GENERATOR_LOWER_VECTORS_ASSEMBLY_H
#define LARDER_GENERATOR_LOWER_VECTORS_ASSEMBLY_H

#include <llvm/IR/Module.h>

#include <string>

namespace larder::generate::vectors {

/// Code of all functions that `module` exports; simplifies it. With `contracts`, a * b + c is
/// rounded once.
[[nodiscard]] std::string assembly_of(llvm::Module& module, bool contracts);

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_ASSEMBLY_H
