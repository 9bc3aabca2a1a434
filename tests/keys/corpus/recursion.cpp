// Functions that call themselves and each other.
#include <larder/kernel.h>

__device__ __noinline__ int factorial(int n) { return n < 2 ? 1 : n * factorial(n - 1); }

__device__ int is_odd(int n);

__device__ __noinline__ int is_even(int n) { return n == 0 ? 1 : is_odd(n - 1); }

__device__ __noinline__ int is_odd(int n) { return n == 0 ? 0 : is_even(n - 1); }

LARDER_KERNEL void factorials(int* x) { x[threadIdx.x] = factorial(threadIdx.x); }

LARDER_KERNEL void parity(int* x) { *x = is_even(*x); }
