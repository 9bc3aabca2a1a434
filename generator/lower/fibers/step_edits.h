// Code from before Volta counts on the lanes of a warp being in step: what all of them read, they
// have read before one of them writes. It says `volatile` and no __syncwarp(). The CPU variant
// lets the lanes meet around each such assignment, in a source that reads volatile memory too:
//
//   v[t] += v[t + 16];
//   ::larder::simulator::update_in_step(v[t] , v[t + 16], [](auto a, auto b) { return a + b; });
#ifndef LARDER_GENERATOR_LOWER_FIBERS_STEP_EDITS_H
#define LARDER_GENERATOR_LOWER_FIBERS_STEP_EDITS_H

#include "generator/syntax/token_edit.h"
#include "generator/syntax/tokens.h"
#include "generator/syntax/user_code.h"

namespace larder::generate {

/// Adds the calls to `edits`; an operator that these replace already is left as it is.
void add_step_edits(TokenEdits& edits, clang::ASTContext& context, const TokenTable& tokens,
                    const UserCode& user_code);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_LOWER_FIBERS_STEP_EDITS_H
