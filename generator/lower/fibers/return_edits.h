// Device functions that end without the value that they promise. GPUs go on with any value, which
// nobody need use; host compilers take that for code that never runs.
#ifndef LARDER_GENERATOR_LOWER_FIBERS_RETURN_EDITS_H
#define LARDER_GENERATOR_LOWER_FIBERS_RETURN_EDITS_H

#include "generator/lower/fibers/shared_edits.h"
#include "generator/syntax/user_code.h"

namespace larder::generate {

/// Those of the user's code that give numbers or pointers give 0 there.
void add_return_edits(TokenEdits& edits, clang::ASTContext& context, const TokenTable& tokens,
                      const UserCode& user_code);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_LOWER_FIBERS_RETURN_EDITS_H
