// Questions about types that nvcc answers otherwise than Clang, in the code that kernels reach.
#ifndef LARDER_GENERATOR_FIND_TRAITS_H
#define LARDER_GENERATOR_FIND_TRAITS_H

#include <string>

#include "generator/find/reach.h"
#include "generator/syntax/pch/clang.h"

namespace larder::generate {

/// The first such trait, or class, as a reason for a person; empty: there is none. Seen with nvcc
/// 13.0 and Clang 19, for all traits of 60 types or of two of them:
/// - a scalar or a reference counts as trivially constructible from a class that converts to it;
/// - an rvalue reference is not constructible from a class that converts to it explicitly;
/// - a volatile class converts to itself;
/// - a class with a reference has unique representations;
/// - a class that holds only an array of no elements is not empty;
/// - a constructor that is defaulted outside of its class does not throw;
/// - in C++20, arrays and some aggregates are constructible from values of their members.
[[nodiscard]] std::string traits_differ(const clang::ASTContext& context, const ReachGraph& graph);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_FIND_TRAITS_H
