// CUDA's vector types and dim3, under CUDA's name of this header.
#ifndef LARDER_CUDART_VECTOR_TYPES_H
#define LARDER_CUDART_VECTOR_TYPES_H

#include "larder/cuda/types.h"

#endif  // LARDER_CUDART_VECTOR_TYPES_H
