// Reads of a kernel's arguments: of the list, of a parameter's address in it, and of its value.
#ifndef LARDER_GENERATOR_LOWER_VECTORS_ARGUMENT_READS_H
#define LARDER_GENERATOR_LOWER_VECTORS_ARGUMENT_READS_H

#include <llvm/IR/Function.h>

namespace larder::generate::vectors {

/// Reads of arguments are known to give the same each time.
void mark_argument_reads(llvm::Function& kernel);

/// A region of a warp's function reads arguments, and numbers of its block, at its start alone, so
/// that its loops need not. Only those that are there in any case.
void read_arguments_first(llvm::Function& region);

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_ARGUMENT_READS_H
