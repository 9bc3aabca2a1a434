// Branches on the pass.
#include <larder/kernel.h>

#ifdef __CUDA_ARCH__
#define FACTOR 8
#else
#define FACTOR 9
#endif

__device__ inline int branched(int x) {
#if defined(__CUDA_ARCH__) && __CUDA_ARCH__ >= 800
  return x * 5;
#elif defined(__CUDA_ARCH__)
  return x * 6;
#else
  return x * 7;
#endif
}

LARDER_KERNEL void by_pass(int* x) { *x = branched(*x); }

LARDER_KERNEL void by_macro(int* x) { *x *= FACTOR; }

LARDER_KERNEL void by_none(int* x) { *x += 4; }
