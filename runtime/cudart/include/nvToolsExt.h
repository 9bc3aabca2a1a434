// NVTX by the name of its second version, which had the same functions.
#ifndef LARDER_CUDART_NVTOOLSEXT_H
#define LARDER_CUDART_NVTOOLSEXT_H

#include "nvtx3/nvToolsExt.h"

#endif  // LARDER_CUDART_NVTOOLSEXT_H
