// What nvcc gives internal linkage, unless -rdc=true: variables of kernels, device functions, and
// templates of kernels. Several sources of a program may define them; a host compiler would merge
// them, or refuse them.
//
//   __constant__ float table[4];
//   __constant__ static float table[4];
//
// This is for sources with CUDA's runtime API. In others, functions alone become static, and only
// those that use a static variable: the linker would take it from one of the sources.
#ifndef LARDER_GENERATOR_LOWER_LINKAGE_LINKAGE_EDITS_H
#define LARDER_GENERATOR_LOWER_LINKAGE_LINKAGE_EDITS_H

#include <set>
#include <vector>

#include "generator/find/reach.h"
#include "generator/model/model.h"
#include "generator/syntax/pch/clang.h"
#include "generator/syntax/token_edit.h"
#include "generator/syntax/tokens.h"
#include "generator/syntax/user_code.h"

namespace larder::generate {

/// Whether other sources may have a variable of this name: it is defined here, and declared nowhere
/// else.
[[nodiscard]] bool becomes_internal(const clang::VarDecl& variable);

/// The functions of a source that have internal linkage on a GPU.
struct OwnFunctions {
  bool all = false;                                 ///< those that can have it
  std::set<const clang::FunctionDecl*> users = {};  ///< of static variables; canonical, as written
  [[nodiscard]] bool contains(const clang::FunctionDecl& function) const;
};
[[nodiscard]] OwnFunctions users_of_own_variables(const ReachGraph& graph);

/// Whether an instance of a template of kernels is one of them. Those that a source instantiates
/// for others are not.
[[nodiscard]] bool becomes_internal(const clang::FunctionDecl& kernel, const OwnFunctions& own);

/// Says so of those that become it. The source has CUDA's runtime API.
void mark_internal(std::vector<Variable>& variables, clang::ASTContext& context);

/// Adds the edits of the user's code.
void add_linkage_edits(TokenEdits& edits, clang::ASTContext& context, const TokenTable& tokens,
                       const UserCode& user_code, const OwnFunctions& own);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_LOWER_LINKAGE_LINKAGE_EDITS_H
