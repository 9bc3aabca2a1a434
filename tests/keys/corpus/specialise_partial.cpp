// Partial specialisations: which one fits best.
#include <larder/kernel.h>

template <class T, class U>
struct Cost {
  static constexpr int value = 10;
};

template <class T>
struct Cost<T, T> {
  static constexpr int value = 20;
};

template <class T>
struct Cost<T*, int> {
  static constexpr int value = 30;
};

LARDER_KERNEL void costs(int* out) {
  out[0] = Cost<int, float>::value;
  out[1] = Cost<int, int>::value;
  out[2] = Cost<float*, int>::value;
}

LARDER_KERNEL void one_cost(int* out) { *out = Cost<char, float>::value; }
