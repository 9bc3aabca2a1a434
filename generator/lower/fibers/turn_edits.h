// A CUDA thread that spins on volatile memory must let others continue: on a GPU all run at once,
// on the CPU it gives them a turn. The CPU variant does so in each loop, and each function, that
// reads such memory:
//
//   while (flag == 0) {}
//   while (flag == 0) { ::larder::simulator::spin();}
//
// Atomics, fences and __nanosleep() do it by themselves.
#ifndef LARDER_GENERATOR_LOWER_FIBERS_TURN_EDITS_H
#define LARDER_GENERATOR_LOWER_FIBERS_TURN_EDITS_H

#include "generator/lower/fibers/shared_edits.h"
#include "generator/syntax/user_code.h"

namespace larder::generate {

/// Adds the calls to `edits`; they change no tokens.
void add_turn_edits(TokenEdits& edits, clang::ASTContext& context, const TokenTable& tokens,
                    const UserCode& user_code);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_LOWER_FIBERS_TURN_EDITS_H
