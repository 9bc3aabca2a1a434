// The arguments of #pragma unroll, as Clang evaluated them: an argument may be a macro, a call or a
// template's parameter, and continue on the next line.
#ifndef LARDER_GENERATOR_SCAN_UNROLL_PRAGMAS_H
#define LARDER_GENERATOR_SCAN_UNROLL_PRAGMAS_H

#include <vector>

#include "generator/syntax/pch/clang.h"
#include "generator/syntax/tokens.h"

namespace larder::generate {

/// Replaces the arguments of #pragma unroll by their values (by their expressions if they depend
/// on a template's parameters). Reports those that Clang ignored, because nvcc may use them.
void evaluate_unroll_pragmas(clang::ASTContext& context, std::vector<Pragma>& pragmas);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_SCAN_UNROLL_PRAGMAS_H
