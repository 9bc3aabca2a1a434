// CUDA's vector types and dim3, under CUDA's name of this header.
#ifndef LARDER_CUDART_VECTOR_TYPES_H
#define LARDER_CUDART_VECTOR_TYPES_H
// CUDA's own guard, which programs ask for.
#define __VECTOR_TYPES_H__

#include "larder/cuda/types.h"

#endif  // LARDER_CUDART_VECTOR_TYPES_H
