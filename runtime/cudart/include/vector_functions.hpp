// A header with CUDA's name, whose contents cuda_runtime.h has.
#ifndef LARDER_CUDART_VECTOR_FUNCTIONS_HPP
#define LARDER_CUDART_VECTOR_FUNCTIONS_HPP

#include "cuda_runtime.h"

#endif  // LARDER_CUDART_VECTOR_FUNCTIONS_HPP
