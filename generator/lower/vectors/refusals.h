// Why a kernel can't be lowered to vectors.
#ifndef LARDER_GENERATOR_LOWER_VECTORS_REFUSALS_H
#define LARDER_GENERATOR_LOWER_VECTORS_REFUSALS_H

#include <llvm/Analysis/LoopInfo.h>

#include <optional>
#include <string>

#include "generator/lower/vectors/shapes.h"

namespace larder::generate::vectors {

/// Because of its control flow, before shapes are known.
[[nodiscard]] std::optional<std::string> refusal_of_form(const llvm::Function& kernel);
/// Because it would take minutes to compile, or more than a kernel is worth that can be a plain
/// loop.
[[nodiscard]] std::optional<std::string> refusal_of_size(const llvm::Function& kernel,
                                                         const Shapes& shapes, bool is_plain);
/// Because of an instruction or a loop.
[[nodiscard]] std::optional<std::string> refusal_of_code(const llvm::Function& kernel,
                                                         const Shapes& shapes,
                                                         const llvm::LoopInfo& loops);

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_REFUSALS_H
