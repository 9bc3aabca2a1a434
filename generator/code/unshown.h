// What nvcc's code of a function depends on and Clang's LLVM IR does not show.
#ifndef LARDER_GENERATOR_CODE_UNSHOWN_H
#define LARDER_GENERATOR_CODE_UNSHOWN_H

#include <string>

#include "generator/find/reach.h"
#include "generator/syntax/pch/clang.h"

namespace larder::generate {

/// As text for the key of the node's declaration; empty: nothing. It holds
/// - __noinline__ on any redeclaration, and that a comparison is defaulted;
/// - the lines of calls whose default arguments ask for their location;
/// - what __PRETTY_FUNCTION__ holds beside Clang's text;
/// - the local pointers that are __restrict__;
/// - the declared types of bit-fields: nvcc loads a unit of that size.
[[nodiscard]] std::string unshown(const ReachNode& node, const ReachGraph& graph,
                                  const clang::SourceManager& sources);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_CODE_UNSHOWN_H
