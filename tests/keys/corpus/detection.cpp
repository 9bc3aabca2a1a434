// Overloads chosen by what a type has.
#include <larder/kernel.h>

template <class...>
using Void = void;

template <class T, class = void>
struct HasSize {
  static constexpr bool value = false;
};

template <class T>
struct HasSize<T, Void<decltype(T().size())>> {
  static constexpr bool value = true;
};

struct Bag {
  int items;
  __device__ int count() const { return items; }
};

template <class T>
__device__ auto pick(const T& x, int) -> decltype(x.rank()) {
  return x.rank() * 100;
}

template <class T>
__device__ int pick(const T& x, long) {
  return x.count();
}

LARDER_KERNEL void detected(int* out) { *out = HasSize<Bag>::value ? 10 : 20; }

LARDER_KERNEL void picked(const Bag* bag, int* out) { *out = pick(*bag, 0); }
