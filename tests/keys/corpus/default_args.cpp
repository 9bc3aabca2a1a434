// Default arguments, also in terms of a constant and of a call.
#include <larder/kernel.h>

constexpr int kDefault = 4;

__device__ inline int base_of(int x = 2) { return x * 10; }

__device__ inline int moved(int x, int by = kDefault, int base = base_of()) {
  return x + by + base;
}

struct Mover {
  __device__ int operator()(int x, int by = 1) const { return x - by; }
};

LARDER_KERNEL void defaults(int* x) { x[0] = moved(x[0]); }

LARDER_KERNEL void explicit_arguments(int* x) { x[0] = moved(x[0], 9, 9); }

LARDER_KERNEL void mover(int* x) { x[0] = Mover()(x[0]); }
