// What the emitted host source asks of the thread that runs it, in a form that vectors can answer.
#ifndef LARDER_GENERATOR_LOWER_VECTORS_OWN_WORDS_H
#define LARDER_GENERATOR_LOWER_VECTORS_OWN_WORDS_H

#include <llvm/IR/Module.h>

#include <cstdint>
#include <optional>

#include "generator/lower/vectors/vector_code.h"

namespace larder::generate::vectors {

/// The variables threadIdx and the like become calls of kIndexFunction, no launch is pending, and
/// nobody is given a turn.
void replace_thread_variables(llvm::Module& module);

/// blockDim is `block`, unless that is all zeros.
void set_extents(llvm::Function& kernel, const Extents& block);

/// The second argument of each call of shared_object becomes the offset of the object in the
/// kernel's shared memory. Returns that memory's size; none if an object is not known.
[[nodiscard]] std::optional<std::uint64_t> place_shared_objects(llvm::Function& kernel);

/// Copies of memory of a known size become reads and writes.
void expand_copies(llvm::Function& kernel);

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_OWN_WORDS_H
