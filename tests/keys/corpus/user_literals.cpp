// User-defined literals.
#include <larder/kernel.h>

__device__ constexpr float operator""_deg(long double x) { return float(x) * 0.0174533f; }

__device__ constexpr int operator""_kib(unsigned long long n) { return int(n) * 1024; }

template <char... Digits>
__device__ constexpr int operator""_digits() {
  return sizeof...(Digits);
}

LARDER_KERNEL void literal_sizes(int* out) { out[0] = 3_kib + 12345_digits; }

LARDER_KERNEL void literal_angles(float* x) { x[0] += 90.0_deg; }
