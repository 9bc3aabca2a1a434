// Makes the kernels of a host source ready for vectors: each becomes one function without calls of
// the user's code, in simple form.
#ifndef LARDER_GENERATOR_LOWER_VECTORS_PREPARE_H
#define LARDER_GENERATOR_LOWER_VECTORS_PREPARE_H

#include <llvm/IR/Module.h>

#include <cstdint>
#include <string>
#include <vector>

namespace larder::generate::vectors {

/// A kernel that has taken its arguments: its one parameter points to the pointers to them.
struct PreparedKernel {
  llvm::Function* function = nullptr;  ///< null: there is none
  std::string refusal;                 ///< why it can't be lowered; empty: no reason found so far
  std::uint64_t shared_bytes = 0;      ///< of its shared variables
};

/// `module` is Clang's code of the host source, not optimised. `wanted` are numbers of kernels in
/// its table.
[[nodiscard]] std::vector<PreparedKernel> prepare_kernels(llvm::Module& module,
                                                          const std::vector<std::size_t>& wanted);

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_PREPARE_H
