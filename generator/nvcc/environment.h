// The variables of the environment that compilers read: nvcc, the tools that it runs, and host
// compilers. The one list of them.
#ifndef LARDER_GENERATOR_NVCC_ENVIRONMENT_H
#define LARDER_GENERATOR_NVCC_ENVIRONMENT_H

#include <string>

namespace larder::nvcc {

/// "NAME=value" of those that are set, a line each, sorted: all, also those that only say where
/// compilers are and in which language they speak.
[[nodiscard]] std::string compiler_environment();

/// The same of those by which the same command makes other code.
[[nodiscard]] std::string code_environment();

/// Whether one is set that may hold paths relative to the current folder.
[[nodiscard]] bool environment_has_paths();

}  // namespace larder::nvcc

#endif  // LARDER_GENERATOR_NVCC_ENVIRONMENT_H
