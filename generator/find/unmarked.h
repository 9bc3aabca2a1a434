// Functions that are launched but carry no mark: no image and no key is made of them, so a launch
// could only fail when the program runs.
#ifndef LARDER_GENERATOR_FIND_UNMARKED_H
#define LARDER_GENERATOR_FIND_UNMARKED_H

#include "generator/syntax/pch/clang.h"
#include "generator/syntax/user_code.h"

namespace larder::generate {

/// Reports functions without a mark that are defined here and given to larder::Device::launch. Of a
/// function that is only declared here, the source that defines it says whether it is a kernel.
void report_unmarked(clang::ASTContext& context, const UserCode& user_code);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_FIND_UNMARKED_H
