// NVTX's names for objects of CUDA, by the name of its second version.
#ifndef LARDER_CUDART_NVTOOLSEXT_CUDART_H
#define LARDER_CUDART_NVTOOLSEXT_CUDART_H

#include "nvtx3/nvToolsExtCudaRt.h"

#endif  // LARDER_CUDART_NVTOOLSEXT_CUDART_H
