// Functions of a library that Larder has on the CPU alone, though nvcc has them for a GPU.
#ifndef LARDER_GENERATOR_FIND_CPU_ONLY_H
#define LARDER_GENERATOR_FIND_CPU_ONLY_H

#include "generator/syntax/pch/clang.h"

namespace larder::generate {

/// Reports each library of which an instance is used that Larder's headers annotate with
/// "larder.cpu_only|LIBRARY|WHAT HAPPENS": once, where the user's code includes it.
void report_cpu_only(clang::ASTContext& context);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_FIND_CPU_ONLY_H
