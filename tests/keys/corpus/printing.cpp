// printf and its strings.
#include <larder/kernel.h>

#define LABEL "value"

__device__ inline void show(int x) { printf(LABEL " %d\n", x); }

LARDER_KERNEL void printed(int* x) { show(x[threadIdx.x]); }

LARDER_KERNEL void greeted(int n) {
  if (n > 3) printf("hello from %d of %d\n", int(threadIdx.x), n);
}

LARDER_KERNEL void silent(int* x) { *x += 2; }
