// Device code that writes __constant__ variables: nvcc only warns, and a GPU fails or ignores it.
#ifndef LARDER_GENERATOR_FIND_CONSTANT_WRITES_H
#define LARDER_GENERATOR_FIND_CONSTANT_WRITES_H

#include "generator/syntax/pch/clang.h"
#include "generator/syntax/user_code.h"

namespace larder::generate {

/// Reports each assignment to such a variable, by its name, in the user's device code.
void report_constant_writes(clang::ASTContext& context, const UserCode& user_code);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_FIND_CONSTANT_WRITES_H
