#include <larder/kernel.h>
__device__ int which() {  // expected-warning {{differs between the GPU}}
#ifdef __CUDA_ARCH__
  return 1;
#else
  return 2;
#endif
}
LARDER_KERNEL void fill(int* out) { *out = which(); }
