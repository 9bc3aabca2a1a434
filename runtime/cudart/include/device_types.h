// CUDA's rounding modes, in a header with CUDA's name.
#ifndef LARDER_CUDART_DEVICE_TYPES_H
#define LARDER_CUDART_DEVICE_TYPES_H

#include "larder/detail/macros_aside.h"
// CUDA's own guard, which programs test.
#define __DEVICE_TYPES_H__

enum cudaRoundMode {
  cudaRoundNearest = 0,
  cudaRoundZero = 1,
  cudaRoundPosInf = 2,
  cudaRoundMinInf = 3,
};

#include "larder/detail/macros_back.h"

#endif  // LARDER_CUDART_DEVICE_TYPES_H
