// Functions of the C library that do something else in device code. printf() returns the number of
// its arguments on a GPU, and of the characters on a CPU; clock() reads the multiprocessor's
// counter on a GPU, and the process's CPU time on a CPU. The CPU variant calls functions that do
// the same as on a GPU.
#ifndef LARDER_GENERATOR_LOWER_FIBERS_LIBRARY_CALL_EDITS_H
#define LARDER_GENERATOR_LOWER_FIBERS_LIBRARY_CALL_EDITS_H

#include "generator/lower/fibers/shared_edits.h"
#include "generator/syntax/user_code.h"

namespace larder::generate {

/// The edits for each clock() in the user's device code, and for each printf() there whose result
/// is used; the others stay unchanged, with the compilers' checks of them.
[[nodiscard]] TokenEdits library_call_edits(clang::ASTContext& context, const TokenTable& tokens,
                                            const UserCode& user_code);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_LOWER_FIBERS_LIBRARY_CALL_EDITS_H
