// A template as a template's argument, with a default argument of its own.
#include <larder/kernel.h>

template <class T, int Bias = 2>
struct Plus {
  __device__ T operator()(T x) const { return x + Bias; }
};

template <class T>
struct Times {
  __device__ T operator()(T x) const { return x * 3; }
};

template <template <class...> class Op, class T>
__device__ T applied(T x) {
  return Op<T>()(x);
}

template <class T>
using Biased = Plus<T>;

LARDER_KERNEL void multiplied(int* x) { x[0] = applied<Times>(x[0]); }

LARDER_KERNEL void biased(int* x) { x[0] = Biased<int>()(x[0]); }
