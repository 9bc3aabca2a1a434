// <type_traits> deciding what code there is.
#include <larder/kernel.h>

#include <type_traits>

using Element = float;

template <class T>
__device__ std::enable_if_t<std::is_integral_v<T>, T> halved(T x) {
  return x >> 1;
}

template <class T>
__device__ std::enable_if_t<!std::is_integral_v<T>, T> halved(T x) {
  return x * T(0.5);
}

LARDER_KERNEL void halves(Element* x) { x[threadIdx.x] = halved(x[threadIdx.x]); }

LARDER_KERNEL void selected(int* out) {
  using Chosen = std::conditional_t<std::is_same_v<Element, float>, short, long>;
  *out = sizeof(Chosen);
}
