// Takes the kernels of a host source apart: each gets a module of its own, in which all that it
// calls is inlined. Its bitcode is all that its vector variant is made from: equal bitcode needs no
// new lowering.
#ifndef LARDER_GENERATOR_LOWER_VECTORS_ISOLATE_H
#define LARDER_GENERATOR_LOWER_VECTORS_ISOLATE_H

#include <llvm/IR/Module.h>

#include <vector>

#include "generator/lower/vectors/host_math.h"
#include "generator/lower/vectors/vector_code.h"

namespace larder::generate::vectors {

/// The kernel's function in its module. It has taken its arguments: its one parameter points to the
/// pointers to them.
inline constexpr const char kLoneKernel[] = "larder.kernel";

/// `module` is Clang's code of the host source, not optimised; `wanted` are numbers in its table.
[[nodiscard]] std::vector<IsolatedKernel> isolate_kernels(llvm::Module& module,
                                                          const std::vector<std::size_t>& wanted,
                                                          const HostMath& math);

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_ISOLATE_H
