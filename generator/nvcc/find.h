// Which nvcc is meant.
#ifndef LARDER_GENERATOR_NVCC_FIND_H
#define LARDER_GENERATOR_NVCC_FIND_H

#include <string>

namespace larder::nvcc {

/// What the value of an option --nvcc means: a path is itself, "none" is no nvcc. Where it is
/// empty, nvcc of $CUDA_HOME, or of /usr/local/cuda, else of PATH, as Larder's Meson files look for
/// it. Empty: there is none.
[[nodiscard]] std::string find_nvcc(const std::string& option);

}  // namespace larder::nvcc

#endif  // LARDER_GENERATOR_NVCC_FIND_H
