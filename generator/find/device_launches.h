// Launches by <<<>>> in device code. Clang rejects them with messages that differ by version and
// don't say what to do.
#ifndef LARDER_GENERATOR_FIND_DEVICE_LAUNCHES_H
#define LARDER_GENERATOR_FIND_DEVICE_LAUNCHES_H

#include "generator/syntax/pch/clang.h"
#include "generator/syntax/tokens.h"
#include "generator/syntax/user_code.h"

namespace larder::generate {

/// Says at each such launch in the user's code what to do instead. For a source that Clang has
/// refused: its syntax tree need not hold the launches, so their tokens are looked for.
void report_device_launches(clang::ASTContext& context, const TokenTable& tokens,
                            const UserCode& user_code);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_FIND_DEVICE_LAUNCHES_H
