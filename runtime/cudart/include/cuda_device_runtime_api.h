// A header with CUDA's name, whose contents cuda_runtime.h has.
#ifndef LARDER_CUDART_CUDA_DEVICE_RUNTIME_API_H
#define LARDER_CUDART_CUDA_DEVICE_RUNTIME_API_H

#include "cuda_runtime.h"

#endif  // LARDER_CUDART_CUDA_DEVICE_RUNTIME_API_H
