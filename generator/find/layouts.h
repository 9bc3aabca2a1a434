// Classes that nvcc lays out otherwise than Clang, among the code that kernels reach.
#ifndef LARDER_GENERATOR_FIND_LAYOUTS_H
#define LARDER_GENERATOR_FIND_LAYOUTS_H

#include <string>

#include "generator/find/reach.h"
#include "generator/syntax/pch/clang.h"

namespace larder::generate {

/// The first such class, or name for a type, as a reason for a person; empty: there is none.
/// - Since C++20, a class with a constructor that the user declared is no aggregate, so nvcc and
/// g++
///   put members of derived classes into its tail padding. Clang does so if the user provided one.
/// - long double has the host's size and alignment.
[[nodiscard]] std::string layouts_differ(const clang::ASTContext& context, const ReachGraph& graph);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_FIND_LAYOUTS_H
