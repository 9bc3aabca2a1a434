#include <larder/kernel.h>
template <int N>
LARDER_KERNEL void sum(float* out) {
#pragma unroll (2) * N  // expected-error {{the argument of this #pragma unroll is not understood; put all of it into one pair of parentheses}}
  for (int i = 0; i < 16; ++i) out[i] = 1;
#pragma unroll (2 * N)
  for (int i = 0; i < 16; ++i) out[i] = 1;
#pragma unroll 2 * N
  for (int i = 0; i < 16; ++i) out[i] = 1;
}
template LARDER_KERNEL void sum<3>(float*);
