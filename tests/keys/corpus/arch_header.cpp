// A header that differs by the pass.
#include <larder/kernel.h>

#include "arch_header/tuning.h"

LARDER_KERNEL void tuned(float* x) {
  for (int i = 0; i < kPerThread; ++i) x[threadIdx.x * kPerThread + i] *= tune(2.0f);
}

LARDER_KERNEL void not_tuned(float* x) { x[threadIdx.x] *= 2.0f; }
