// threadIdx, blockIdx, blockDim, gridDim and warpSize, under CUDA's name of this header.
#ifndef LARDER_CUDART_DEVICE_LAUNCH_PARAMETERS_H
#define LARDER_CUDART_DEVICE_LAUNCH_PARAMETERS_H
// CUDA's own guard, which programs ask for.
#define __DEVICE_LAUNCH_PARAMETERS_H__

#include "larder/cuda.h"

#endif  // LARDER_CUDART_DEVICE_LAUNCH_PARAMETERS_H
