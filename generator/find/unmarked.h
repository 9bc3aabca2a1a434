// Functions that are launched but not marked: they get no image and no key, so a launch
// could only fail when the program runs.
#ifndef LARDER_GENERATOR_FIND_UNMARKED_H
#define LARDER_GENERATOR_FIND_UNMARKED_H

#include "generator/syntax/pch/clang.h"
#include "generator/syntax/user_code.h"

namespace larder::generate {

/// Reports functions without a mark that are defined here and passed to larder::Device::launch. If
/// a function is only declared here, the source that defines it decides whether it is a kernel.
void report_unmarked(clang::ASTContext& context, const UserCode& user_code);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_FIND_UNMARKED_H
