// Function objects as template arguments of kernels.
#include <larder/kernel.h>

struct Add {
  __device__ int operator()(int a, int b) const { return a + b; }
};

struct Max {
  __device__ int operator()(int a, int b) const { return a > b ? a : b; }
};

template <int Limit>
struct Capped {
  __device__ int operator()(int a, int b) const { return a + b > Limit ? Limit : a + b; }
};

template <class Op>
LARDER_KERNEL void folded(int* x, int n) {
  Op op;
  int result = x[0];
  for (int i = 1; i < n; ++i) result = op(result, x[i]);
  x[0] = result;
}

template LARDER_KERNEL void folded<Add>(int*, int);
template LARDER_KERNEL void folded<Max>(int*, int);
template LARDER_KERNEL void folded<Capped<50>>(int*, int);
