// make_float4() and the like, in a header with CUDA's name.
#ifndef LARDER_CUDART_VECTOR_FUNCTIONS_H
#define LARDER_CUDART_VECTOR_FUNCTIONS_H

#include "larder/detail/macros_aside.h"
// CUDA's own guard, which programs test.
#define __VECTOR_FUNCTIONS_H__

#include "larder/cuda/types.h"

#include "larder/detail/macros_back.h"

#endif  // LARDER_CUDART_VECTOR_FUNCTIONS_H
