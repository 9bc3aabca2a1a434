// A header with CUDA's name, whose contents curand_kernel.h has.
#ifndef LARDER_CUDART_CURAND_POISSON_H
#define LARDER_CUDART_CURAND_POISSON_H

#include "curand_kernel.h"

#endif  // LARDER_CUDART_CURAND_POISSON_H
