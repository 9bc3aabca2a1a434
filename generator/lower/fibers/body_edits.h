// Replaces bodies that only a GPU can run, so that the host compiler never sees them: those of
// LARDER_KERNEL_CUDA_ONLY kernels, and of functions with kernel launches, or with inline PTX that
// can't be translated.
#ifndef LARDER_GENERATOR_LOWER_FIBERS_BODY_EDITS_H
#define LARDER_GENERATOR_LOWER_FIBERS_BODY_EDITS_H

#include "generator/lower/fibers/shared_edits.h"
#include "generator/syntax/user_code.h"

namespace larder::generate {

/// The edits for the user's code. Reports launches by <<<>>> in host code, which can't be edited.
[[nodiscard]] TokenEdits body_edits(clang::ASTContext& context, const TokenTable& tokens,
                                    const UserCode& user_code);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_LOWER_FIBERS_BODY_EDITS_H
