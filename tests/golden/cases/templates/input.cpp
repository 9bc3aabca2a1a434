#include <larder/kernel.h>

struct Times {
  float factor;
  __device__ float operator()(float x) const { return x * factor; }
};

template <class T, int N = 2>
__device__ T power(T x) {
  if constexpr (N == 0)
    return T(1);
  else
    return x * power<T, N - 1>(x);
}

template <int Size, class Op>
LARDER_KERNEL void __launch_bounds__(Size * 32, 2) apply(float* out, Op op) {
  out[threadIdx.x] = op(power<float, Size>(out[threadIdx.x]));
}

// An explicit specialisation is a kernel of its own.
template <>
LARDER_KERNEL void apply<7, Times>(float* out, Times op) {
  out[0] = op(7);
}

template LARDER_KERNEL void apply<1, Times>(float*, Times);
using Kernel = void (*)(float*, Times);
Kernel launched = apply<3, Times>;
