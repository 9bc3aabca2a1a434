// Which nvcc is meant where none is named.
#ifndef LARDER_GENERATOR_NVCC_FIND_H
#define LARDER_GENERATOR_NVCC_FIND_H

#include <string>

namespace larder::nvcc {

/// nvcc of $CUDA_HOME, or of /usr/local/cuda, else of PATH, as Larder's Meson files look for it;
/// empty: there is none.
[[nodiscard]] std::string find_nvcc();

}  // namespace larder::nvcc

#endif  // LARDER_GENERATOR_NVCC_FIND_H
