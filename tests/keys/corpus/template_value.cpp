// Values as template arguments.
#include <larder/kernel.h>

template <int N>
struct Power {
  __device__ static float of(float x) { return x * Power<N - 1>::of(x); }
};

template <>
struct Power<0> {
  __device__ static float of(float) { return 1.0f; }
};

constexpr int kOrder = 3;

LARDER_KERNEL void powers(float* x) { x[threadIdx.x] = Power<kOrder>::of(x[threadIdx.x]); }

template <int N, bool Negative>
LARDER_KERNEL void filled(int* out) {
  for (int i = 0; i < N; ++i) out[i] = Negative ? -i : i;
}

template LARDER_KERNEL void filled<4, true>(int*);
template LARDER_KERNEL void filled<8, false>(int*);
