// The environment variables that compilers read: nvcc, the tools that it runs, and host
// compilers. This is the only list of them.
#ifndef LARDER_GENERATOR_NVCC_ENVIRONMENT_H
#define LARDER_GENERATOR_NVCC_ENVIRONMENT_H

#include <string>

namespace larder::nvcc {

/// "NAME=value" of those that are set, a line each, sorted: all of them, including those that only
/// set the place of compilers and the language of messages.
[[nodiscard]] std::string compiler_environment();

/// The same for those that change the code of the same command.
[[nodiscard]] std::string code_environment();

/// Whether a variable is set that may hold paths relative to the current folder.
[[nodiscard]] bool environment_has_paths();

}  // namespace larder::nvcc

#endif  // LARDER_GENERATOR_NVCC_ENVIRONMENT_H
