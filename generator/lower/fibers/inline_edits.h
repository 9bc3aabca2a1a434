// Device functions that are always to be inlined and call themselves: nvcc inlines what it can, a
// host compiler gives up.
#ifndef LARDER_GENERATOR_LOWER_FIBERS_INLINE_EDITS_H
#define LARDER_GENERATOR_LOWER_FIBERS_INLINE_EDITS_H

#include "generator/lower/fibers/shared_edits.h"
#include "generator/syntax/user_code.h"

namespace larder::generate {

/// Takes the attribute from those functions of the user's code.
void add_inline_edits(TokenEdits& edits, clang::ASTContext& context, const TokenTable& tokens,
                      const UserCode& user_code);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_LOWER_FIBERS_INLINE_EDITS_H
