// make_float4() and its like, under CUDA's name of this header.
#ifndef LARDER_CUDART_VECTOR_FUNCTIONS_H
#define LARDER_CUDART_VECTOR_FUNCTIONS_H
// CUDA's own guard, which programs ask for.
#define __VECTOR_FUNCTIONS_H__

#include "larder/cuda/types.h"

#endif  // LARDER_CUDART_VECTOR_FUNCTIONS_H
