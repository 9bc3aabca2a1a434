// make_float4() and its like, under CUDA's name of this header.
#ifndef LARDER_CUDART_VECTOR_FUNCTIONS_H
#define LARDER_CUDART_VECTOR_FUNCTIONS_H

#include "larder/cuda/types.h"

#endif  // LARDER_CUDART_VECTOR_FUNCTIONS_H
