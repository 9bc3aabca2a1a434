// A header with CUDA's name, whose contents mma.h has.
#ifndef LARDER_CUDART_CRT_MMA_H
#define LARDER_CUDART_CRT_MMA_H

#include "../mma.h"

#endif  // LARDER_CUDART_CRT_MMA_H
