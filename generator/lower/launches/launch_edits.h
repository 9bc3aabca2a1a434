// Launches by <<<>>> in host code, and the host functions that answer them:
//
//   scale<<<grid, block>>>(x, n);
//   (__cudaPushCallConfiguration(grid, block) ? void() : scale(x, n), larder_end_launch());
//
// The call itself is then ordinary C++: deduced template arguments, overloads, default arguments,
// function pointers. It reaches the kernel's host function, which is the CPU variant and first
// tests whether a launch is pending (larder/detail/pending_launch.h).
#ifndef LARDER_GENERATOR_LOWER_LAUNCHES_LAUNCH_EDITS_H
#define LARDER_GENERATOR_LOWER_LAUNCHES_LAUNCH_EDITS_H

#include "generator/syntax/pch/clang.h"
#include "generator/syntax/token_edit.h"
#include "generator/syntax/tokens.h"
#include "generator/syntax/user_code.h"

namespace larder::generate {

/// Whether CUDA's runtime API is available: Larder's headers of it were included.
[[nodiscard]] bool has_runtime(const clang::ASTContext& context);

/// Adds the edits of all launches in the user's host code, and of all kernels that are defined
/// there. Must run after the other edits of bodies: its text must come first in them.
void add_launch_edits(TokenEdits& edits, clang::ASTContext& context, const TokenTable& tokens,
                      const UserCode& user_code);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_LOWER_LAUNCHES_LAUNCH_EDITS_H
