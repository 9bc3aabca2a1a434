// Rewrites __shared__ declarations for the CPU variant, token by token and in place:
//
//   __shared__ float tile[N], sum;
//   typedef float larder_tile_type[N], larder_sum_type; static char larder_tile_id, ...;
//   larder_tile_type& tile = ::larder::simulator::shared<larder_tile_type>(&larder_tile_id); ...
//
// so that any declarator works, and templates stay templates. A block's memory is found by the
// address of the id, which differs per instance. Uses of variables at namespace scope become calls.
#ifndef LARDER_GENERATOR_SCAN_SHARED_EDITS_H
#define LARDER_GENERATOR_SCAN_SHARED_EDITS_H

#include <map>
#include <string>

#include "generator/scan/pch/clang.h"
#include "generator/scan/tokens.h"
#include "generator/scan/user_code.h"

namespace larder::generate {

/// New text for one expanded token.
struct TokenEdit {
  bool dropped = false;
  std::string before;        ///< in front of it
  std::string replacement;   ///< instead of the token; empty: the token stays, unless dropped
  std::string after;         ///< behind it
  std::string lines_before;  ///< whole lines, before it
  std::string lines_behind;  ///< whole lines, behind it
};

using TokenEdits = std::map<std::size_t, TokenEdit>;  ///< by index into the expanded tokens

/// The edits for every __shared__ declaration in the user's code, whether a kernel reaches it or
/// not: it must compile either way.
[[nodiscard]] TokenEdits shared_edits(clang::ASTContext& context, const TokenTable& tokens,
                                      const UserCode& user_code);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_SCAN_SHARED_EDITS_H
