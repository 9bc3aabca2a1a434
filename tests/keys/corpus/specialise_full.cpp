// A class template, its full specialisations, and one that a header may add.
#include <larder/kernel.h>

template <class T>
struct Limits {
  static constexpr int bits = 1;
  __device__ static T top() { return T(100); }
};

template <>
struct Limits<short> {
  static constexpr int bits = 16;
  __device__ static short top() { return 32767; }
};

LARDER_KERNEL void limits(int* out) {
  out[0] = Limits<int>::top() + Limits<int>::bits;
  out[1] = Limits<short>::top();
}

LARDER_KERNEL void short_bits(int* out) { *out = Limits<short>::bits; }
