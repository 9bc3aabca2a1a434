// #pragma unroll with arguments of every kind.
#include <larder/kernel.h>

#define IN_PRAGMA(text) _Pragma(#text)
#define UNROLL_BY(n) IN_PRAGMA(unroll n)
#define TIMES 4
constexpr int kUnroll = 2;

LARDER_KERNEL void by_macro(float* x, int n) {
  float sum = 0;
  UNROLL_BY(TIMES)
  for (int i = 0; i < n; ++i) sum += x[i] * x[i];
  x[0] = sum;
}

LARDER_KERNEL void by_constant(float* x, int n) {
  float sum = 0;
#pragma unroll kUnroll
  for (int i = 0; i < n; ++i) sum = sum * 0.5f + x[i];
  x[0] = sum;
}

struct Steps {
  static constexpr int few = 3;
};

__device__ inline float tripled(const float* x, int n) {
  float sum = 0;
#pragma unroll Steps::few
  for (int i = 0; i < n; ++i) sum = sum * 0.125f + x[i];
  return sum;
}

LARDER_KERNEL void by_member(float* x, int n) { *x = tripled(x, n); }

template <int N>
LARDER_KERNEL void by_argument(float* x, int n) {
  float sum = 0;
#pragma unroll N
  for (int i = 0; i < n; ++i) sum = sum * 0.25f + x[i];
  x[0] = sum;
}

template LARDER_KERNEL void by_argument<3>(float*, int);
