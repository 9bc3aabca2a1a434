// Lanes in the two branches of an `if` are not together, though they call the same function. Where
// that function asks which lanes are together, by __activemask() or coalesced_threads(), its calls
// are numbered:
//
//   slot = (LARDER_IN_CALL(1), take_slot(counter));
#ifndef LARDER_GENERATOR_LOWER_FIBERS_CALL_EDITS_H
#define LARDER_GENERATOR_LOWER_FIBERS_CALL_EDITS_H

#include "generator/syntax/token_edit.h"
#include "generator/syntax/tokens.h"
#include "generator/syntax/user_code.h"

namespace larder::generate {

/// Adds the numbers to `edits`. After other edits of expressions, which then surround them.
void add_call_edits(TokenEdits& edits, clang::ASTContext& context, const TokenTable& tokens,
                    const UserCode& user_code);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_LOWER_FIBERS_CALL_EDITS_H
