// Variable templates and their specialisations.
#include <larder/kernel.h>

template <class T>
constexpr T pi = T(3.14159265358979);

template <class T>
constexpr int lanes = 1;

template <class T>
constexpr int lanes<T*> = 2;

template <class T>
constexpr bool is_wide = sizeof(T) > 4;

LARDER_KERNEL void circles(float* x, double* y) {
  *x *= pi<float>;
  *y *= pi<double>;
}

LARDER_KERNEL void laned(int* out) { *out = lanes<int> + lanes<int*> * 10 + is_wide<double>; }
