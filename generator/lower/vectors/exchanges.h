// Warp operations: lanes exchange values as permutations of vectors and arithmetic on masks.
#ifndef LARDER_GENERATOR_LOWER_VECTORS_EXCHANGES_H
#define LARDER_GENERATOR_LOWER_VECTORS_EXCHANGES_H

#include <optional>
#include <string>

#include "generator/lower/vectors/warp_code.h"

namespace larder::generate::vectors {

/// Why the operation can't be done for all lanes at once; none if it can.
[[nodiscard]] std::optional<std::string> refusal_of_exchange(const llvm::CallBase& call,
                                                             const Shapes& shapes);
/// Writes code for a call of larder::simulator::warp, and returns its value as it is kept.
llvm::Value* write_exchange_of_lanes(WarpCode& code, const llvm::CallBase& call);

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_EXCHANGES_H
