// Shuffles and votes.
#include <larder/kernel.h>

constexpr unsigned kAll = 0xffffffff;

__device__ inline float warp_sum(float x) {
  for (int offset = 16; offset > 0; offset /= 2) x += __shfl_down_sync(kAll, x, offset);
  return x;
}

LARDER_KERNEL void warp_sums(float* x) {
  const float sum = warp_sum(x[threadIdx.x]);
  if (threadIdx.x % 32 == 0) x[threadIdx.x / 32] = sum;
}

LARDER_KERNEL void voted(const int* x, unsigned* out) {
  const bool positive = x[threadIdx.x] > 0;
  const unsigned votes = __ballot_sync(kAll, positive);
  if (threadIdx.x == 0) *out = __popc(votes);
}
