// Attributes and qualifiers that change code, or may.
#include <larder/kernel.h>

typedef float Aligned4 __attribute__((aligned(16)));

struct Quad {
  float x;
  Aligned4 y;
};

__device__ inline int likely_zero(int x) {
  if (__builtin_expect(x == 0, 1)) return 7;
  return x / 3;
}

LARDER_KERNEL void __maxnreg__(32) limited_registers(float* x) {
  float sum = 0;
  for (int i = 0; i < 64; ++i) sum = sum * x[i] + x[63 - i];
  *x = sum;
}

struct Large {
  int values[24];
};

LARDER_KERNEL void by_constant(const __grid_constant__ Large large, int* x) {
  *x = *reinterpret_cast<const volatile int*>(&large.values[*x]);
}

__device__ __inline_hint__ int hinted(int x) {
  int sum = 0;
  for (int i = 0; i < x; ++i) sum = sum * 31 + (sum ^ i) % 7;
  return sum;
}

LARDER_KERNEL void hints(int* x) { *x = hinted(x[1]) + hinted(x[2]) + hinted(x[3]); }

LARDER_KERNEL void restricted(const float* __restrict__ x, float* __restrict__ y) {
  y[0] = x[0];
  y[1] = x[0] + x[1];
}

LARDER_KERNEL void quads(Quad* q) { q[1].x = q[2].y; }

LARDER_KERNEL void expected(int* x) { *x = likely_zero(*x); }

LARDER_KERNEL void volatile_access(volatile int* x) { x[0] = x[1] + x[1]; }

extern "C" LARDER_KERNEL void c_named(int* x) { *x = 3; }

LARDER_KERNEL_CUDA_ONLY void assembly(unsigned* out) {
  unsigned lane;
  asm volatile("mov.u32 %0, %%laneid;" : "=r"(lane));
  out[threadIdx.x] = lane;
}
