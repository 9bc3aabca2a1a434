// Device functions three levels deep.
#include <larder/kernel.h>

__device__ inline int bottom(int x) { return x * 31 + 7; }

__device__ inline int side(int x) { return x ^ 85; }

__device__ inline int middle(int x) {
  int sum = 0;
  for (int i = 0; i < 3; ++i) sum += bottom(x + i);
  return sum;
}

__device__ inline int top(int x) { return middle(x) + middle(x + 1); }

LARDER_KERNEL void deep(int* x) { x[threadIdx.x] = top(x[threadIdx.x]); }

LARDER_KERNEL void shallow(int* x) { x[threadIdx.x] = side(x[threadIdx.x]); }

int host_sum(const int* x, int n) {
  int sum = 0;
  for (int i = 0; i < n; ++i) sum += x[i];
  return sum;
}
