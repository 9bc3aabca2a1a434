// Calls by all lanes of a warp: the simulator's functions, LLVM's own, and those of libm.
#ifndef LARDER_GENERATOR_LOWER_VECTORS_CALLS_H
#define LARDER_GENERATOR_LOWER_VECTORS_CALLS_H

#include <optional>
#include <string>

#include "generator/lower/vectors/warp_code.h"

namespace larder::generate::vectors {

[[nodiscard]] std::optional<std::string> refusal_of_call(const llvm::CallBase& call,
                                                         const Shapes& shapes);
/// Returns the value as it is kept; null if it is of no use.
llvm::Value* write_call(WarpCode& code, const llvm::CallBase& call);

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_CALLS_H
