#include <larder/kernel.h>
#define FACTOR 4
LARDER_KERNEL void sum(float* out, const float* in) {
  float total = 0;
#pragma unroll FACTOR
  for (int i = 0; i < 16; ++i) total += in[i];
#pragma unroll
  for (int i = 0; i < 4; ++i)
    total *= in[i];
  out[0] = total;
}
