// A header with CUDA's name, whose contents cuda_runtime_api.h has.
#ifndef LARDER_CUDART_DRIVER_FUNCTIONS_H
#define LARDER_CUDART_DRIVER_FUNCTIONS_H

#include "cuda_runtime_api.h"

#endif  // LARDER_CUDART_DRIVER_FUNCTIONS_H
