// Rewrites __shared__ declarations for the CPU variant, token by token and in place:
//
//   __shared__ float tile[N], sum;
//   typedef float larder_tile_type[N], larder_sum_type; static char larder_tile_id, ...;
//   larder_tile_type& tile =
//   ::larder::simulator::shared_variable<larder_tile_type>(&larder_tile_id); ...
//
// so that any declarator works, and templates stay templates. The address of the id, which differs
// per instance, identifies the block's memory. Uses of variables at namespace scope become calls.
#ifndef LARDER_GENERATOR_LOWER_FIBERS_SHARED_EDITS_H
#define LARDER_GENERATOR_LOWER_FIBERS_SHARED_EDITS_H

#include "generator/syntax/pch/clang.h"
#include "generator/syntax/token_edit.h"
#include "generator/syntax/tokens.h"
#include "generator/syntax/user_code.h"

namespace larder::generate {

/// The edits for every __shared__ declaration in the user's code, whether a kernel reaches it or
/// not: it must compile either way.
[[nodiscard]] TokenEdits shared_edits(clang::ASTContext& context, const TokenTable& tokens,
                                      const UserCode& user_code);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_LOWER_FIBERS_SHARED_EDITS_H
