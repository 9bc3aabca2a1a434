// What nvcc gives internal linkage, unless -rdc=true: variables of kernels, and templates of
// kernels. Several sources of a program may define them; a host compiler would merge them, or
// refuse them.
//
//   __constant__ float table[4];
//   __constant__ static float table[4];
#ifndef LARDER_GENERATOR_LOWER_LINKAGE_LINKAGE_EDITS_H
#define LARDER_GENERATOR_LOWER_LINKAGE_LINKAGE_EDITS_H

#include <vector>

#include "generator/model/model.h"
#include "generator/syntax/pch/clang.h"
#include "generator/syntax/token_edit.h"
#include "generator/syntax/tokens.h"
#include "generator/syntax/user_code.h"

namespace larder::generate {

/// Whether other sources may have a variable of this name: it is defined here, and declared nowhere
/// else.
[[nodiscard]] bool becomes_internal(const clang::VarDecl& variable);
/// The same for an instance of a template of kernels. Those that a source instantiates for others
/// stay as they are.
[[nodiscard]] bool becomes_internal(const clang::FunctionDecl& kernel);

/// Says so of those that become it. The source has CUDA's runtime API.
void mark_internal(std::vector<Variable>& variables, clang::ASTContext& context);

/// Adds the edits of the user's code. The source has CUDA's runtime API.
void add_linkage_edits(TokenEdits& edits, clang::ASTContext& context, const TokenTable& tokens,
                       const UserCode& user_code);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_LOWER_LINKAGE_LINKAGE_EDITS_H
