// The macros that a source and its headers have defined at their end.
#ifndef LARDER_GENERATOR_MACROS_FILES_MACROS_H
#define LARDER_GENERATOR_MACROS_FILES_MACROS_H

#include <string>
#include <vector>

#include "generator/syntax/pch/clang.h"
#include "generator/syntax/user_code.h"

namespace larder::generate {

/// Their names, sorted, without those of the compiler, of its command and of Larder's headers.
[[nodiscard]] std::vector<std::string> macros_of_files(const clang::Preprocessor& preprocessor,
                                                       const UserCode& user_code);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_MACROS_FILES_MACROS_H
