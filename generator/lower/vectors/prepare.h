// Makes the kernels of a host source ready for vectors: each becomes one function without calls of
// the user's code, in simple form.
#ifndef LARDER_GENERATOR_LOWER_VECTORS_PREPARE_H
#define LARDER_GENERATOR_LOWER_VECTORS_PREPARE_H

#include <llvm/IR/Module.h>

#include <cstdint>
#include <string>
#include <vector>

#include "generator/lower/vectors/vector_code.h"

namespace larder::generate::vectors {

/// A kernel that has taken its arguments: its one parameter points to the pointers to them.
struct PreparedKernel {
  llvm::Function* function = nullptr;  ///< null: there is none
  std::string refusal;                 ///< why it can't be lowered; empty: no reason found so far
  std::uint64_t shared_bytes = 0;      ///< of its shared variables
};

/// A kernel for all blocks, and for those that are most likely.
struct PreparedKernels {
  PreparedKernel general;
  PreparedKernel known;  ///< no function: it is not known which blocks these are
};

/// `module` is Clang's code of the host source, not optimised.
[[nodiscard]] std::vector<PreparedKernels> prepare_kernels(llvm::Module& module,
                                                           const std::vector<WantedKernel>& wanted);

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_PREPARE_H
