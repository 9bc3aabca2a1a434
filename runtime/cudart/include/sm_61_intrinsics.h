// A header with CUDA's name, whose contents cuda_runtime.h has.
#ifndef LARDER_CUDART_SM_61_INTRINSICS_H
#define LARDER_CUDART_SM_61_INTRINSICS_H

#include "cuda_runtime.h"

#endif  // LARDER_CUDART_SM_61_INTRINSICS_H
