// The version of Clang that reads sources, and so makes keys.
#ifndef LARDER_GENERATOR_SYNTAX_CLANG_VERSION_H
#define LARDER_GENERATOR_SYNTAX_CLANG_VERSION_H

#include <string>

namespace larder::generate {

/// "19.1.7"
[[nodiscard]] std::string clang_version();

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_SYNTAX_CLANG_VERSION_H
