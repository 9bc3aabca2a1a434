// Makes a kernel ready for vectors: one function without calls of the user's code, in simple form.
#ifndef LARDER_GENERATOR_LOWER_VECTORS_PREPARE_H
#define LARDER_GENERATOR_LOWER_VECTORS_PREPARE_H

#include <llvm/IR/Function.h>

#include <cstdint>
#include <string>

#include "generator/model/extents.h"

namespace larder::generate::vectors {

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

/// `kernel` is alone in its module, as isolate_kernels() leaves it. `block`: of the launches that
/// are most likely; zeros: not known.
[[nodiscard]] PreparedKernels prepare_kernel(llvm::Function& kernel, const Extents& block);

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_PREPARE_H
