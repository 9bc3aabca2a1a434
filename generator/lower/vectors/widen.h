// Instructions of a kernel, executed by all lanes of a warp at once.
#ifndef LARDER_GENERATOR_LOWER_VECTORS_WIDEN_H
#define LARDER_GENERATOR_LOWER_VECTORS_WIDEN_H

#include <optional>
#include <string>

#include "generator/lower/vectors/warp_code.h"

namespace larder::generate::vectors {

/// Why this instruction can't be executed so: "calls printf"; none if it can.
[[nodiscard]] std::optional<std::string> refusal_of(const llvm::Instruction& instruction,
                                                    const Shapes& shapes);
/// Writes code for an instruction that is neither a phi nor at the end of a block.
void write_instruction(WarpCode& code, const llvm::Instruction& instruction);

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_WIDEN_H
