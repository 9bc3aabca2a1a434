#include <larder/kernel.h>

__device__ int generation() {
#if !defined(__CUDA_ARCH__)
  return 0;
#elif __CUDA_ARCH__ >= 900
  return 9;
#else
  return 8;
#endif
}
LARDER_KERNEL void ask(int* out) { *out = generation(); }
LARDER_KERNEL void plain(int* out) { *out = 1; }
