// Functions that are evaluated while compiling: extents, template arguments, values.
#include <larder/kernel.h>

constexpr int gcd(int a, int b) { return b == 0 ? a : gcd(b, a % b); }

constexpr int next_power(int n) {
  int power = 1;
  while (power < n) power *= 2;
  return power;
}

constexpr int only_on_host(int n) { return n * 3; }

template <int N>
struct Buffer {
  int values[N];
};

LARDER_KERNEL void sized(int* out) {
  __shared__ int scratch[next_power(20)];
  scratch[threadIdx.x] = out[threadIdx.x];
  __syncthreads();
  out[threadIdx.x] = scratch[next_power(20) - 1 - threadIdx.x] + sizeof(Buffer<gcd(48, 36)>);
}

LARDER_KERNEL void divided(int* out) { out[0] = gcd(out[1], 6); }

static_assert(only_on_host(2) == 6, "");
