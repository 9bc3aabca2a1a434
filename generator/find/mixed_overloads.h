// Code whose meaning nvcc and Clang see differently: nvcc chooses among overloads whether or not
// they can be called, Clang leaves out functions for hosts in device code, and deletes implicit
// members that would call both functions for hosts and functions for devices. Where a call is
// compiled, nvcc refuses what Clang leaves out. So only code that asks without a call differs:
// unevaluated operands, traits, and code for both sides, of which nvcc compiles calls for hosts
// with a warning.
#ifndef LARDER_GENERATOR_FIND_MIXED_OVERLOADS_H
#define LARDER_GENERATOR_FIND_MIXED_OVERLOADS_H

#include <string>

#include "generator/syntax/pch/clang.h"
#include "generator/syntax/user_code.h"

namespace larder::generate {

/// The first place in user code where the choice may differ, as a reason for a person; empty: there
/// is none. For a device pass.
[[nodiscard]] std::string mixed_overloads(clang::ASTContext& context, const UserCode& user_code);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_FIND_MIXED_OVERLOADS_H
