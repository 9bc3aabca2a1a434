#include <larder/kernel.h>
LARDER_KERNEL void fill(int* out) { *out = 1; }
LARDER_KERNEL void fill(float* out) { *out = 2; }
template <class T>
LARDER_KERNEL void fill(T* out, T value) { *out = value; }
template LARDER_KERNEL void fill(double*, double);
void (*first)(int*) = fill;
