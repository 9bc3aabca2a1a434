// printf() in device code returns the number of its arguments on a GPU, and of the characters on a
// CPU. If a kernel uses the result, the CPU variant calls a function that returns the same as on a
// GPU.
#ifndef LARDER_GENERATOR_LOWER_FIBERS_PRINT_EDITS_H
#define LARDER_GENERATOR_LOWER_FIBERS_PRINT_EDITS_H

#include "generator/lower/fibers/shared_edits.h"
#include "generator/syntax/user_code.h"

namespace larder::generate {

/// The edits for each printf() in the user's device code whose result is used; all others stay
/// unchanged, with the compilers' checks of them.
[[nodiscard]] TokenEdits print_edits(clang::ASTContext& context, const TokenTable& tokens,
                                     const UserCode& user_code);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_LOWER_FIBERS_PRINT_EDITS_H
