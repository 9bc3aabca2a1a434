// The standard library's part of a syntax tree.
#ifndef LARDER_GENERATOR_SYNTAX_STANDARD_LIBRARY_H
#define LARDER_GENERATOR_SYNTAX_STANDARD_LIBRARY_H

#include "generator/syntax/pch/clang.h"

namespace larder::generate {

/// Makes walks over the whole tree pass over it: it is most of a translation unit, and no kernel,
/// no launch and nothing to edit is in there. What is reached from kernels is found all the same.
void leave_out_standard_library(clang::ASTContext& context);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_SYNTAX_STANDARD_LIBRARY_H
