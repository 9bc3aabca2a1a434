// threadIdx, blockIdx, blockDim, gridDim and warpSize, in a header with CUDA's name.
#ifndef LARDER_CUDART_DEVICE_LAUNCH_PARAMETERS_H
#define LARDER_CUDART_DEVICE_LAUNCH_PARAMETERS_H
// CUDA's own guard, which programs test.
#define __DEVICE_LAUNCH_PARAMETERS_H__

#include "larder/cuda.h"

#endif  // LARDER_CUDART_DEVICE_LAUNCH_PARAMETERS_H
