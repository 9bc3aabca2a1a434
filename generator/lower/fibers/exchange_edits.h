// Lanes that exchange values through shared memory in one assignment count on being in step: all of
// them have read before one of them writes. Such code has a __syncwarp() or a tile's sync() before
// and after it, and none inside. The CPU variant lets the lanes meet between reading and writing:
//
//   s[t] += s[t ^ 8];
//   s[t] += ::larder::simulator::read_in_step(s[t ^ 8]);
#ifndef LARDER_GENERATOR_LOWER_FIBERS_EXCHANGE_EDITS_H
#define LARDER_GENERATOR_LOWER_FIBERS_EXCHANGE_EDITS_H

#include "generator/syntax/token_edit.h"
#include "generator/syntax/tokens.h"
#include "generator/syntax/user_code.h"

namespace larder::generate {

/// Adds the calls to `edits`. Volatile memory is left to add_step_edits().
void add_exchange_edits(TokenEdits& edits, clang::ASTContext& context, const TokenTable& tokens,
                        const UserCode& user_code);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_LOWER_FIBERS_EXCHANGE_EDITS_H
