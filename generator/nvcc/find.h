// Finds nvcc.
#ifndef LARDER_GENERATOR_NVCC_FIND_H
#define LARDER_GENERATOR_NVCC_FIND_H

#include <string>

namespace larder::nvcc {

/// Resolves the value of an option --nvcc: a path is itself, "none" means no nvcc. An empty value
/// means nvcc of $CUDA_HOME, else of PATH, else of /usr/local/cuda, the same search as in Larder's
/// Meson and CMake files. Returns an empty path if there is none.
[[nodiscard]] std::string find_nvcc(const std::string& option);

}  // namespace larder::nvcc

#endif  // LARDER_GENERATOR_NVCC_FIND_H
