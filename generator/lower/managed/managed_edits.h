// Managed variables in host code. On a GPU their memory is the driver's:
//
//   counter += 1;
//   ::larder_managed(counter) += 1;
#ifndef LARDER_GENERATOR_LOWER_MANAGED_MANAGED_EDITS_H
#define LARDER_GENERATOR_LOWER_MANAGED_MANAGED_EDITS_H

#include "generator/syntax/pch/clang.h"
#include "generator/syntax/token_edit.h"
#include "generator/syntax/tokens.h"
#include "generator/syntax/user_code.h"

namespace larder::generate {

[[nodiscard]] bool is_managed(const clang::VarDecl& variable);

/// Adds the edits of all functions that host code may call. The source has CUDA's runtime API.
void add_managed_edits(TokenEdits& edits, clang::ASTContext& context, const TokenTable& tokens,
                       const UserCode& user_code);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_LOWER_MANAGED_MANAGED_EDITS_H
