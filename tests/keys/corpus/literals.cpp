// Literals of every spelling.
#include <larder/kernel.h>

LARDER_KERNEL void spelled(int* out) {
  const int i = threadIdx.x;
  out[i] = 0x1F + 017 + 0b101 + 1'000'000 + 'a' + i * 12;
}

LARDER_KERNEL void real(float* out, double* wide) {
  const int i = threadIdx.x;
  out[i] = 1.5e3f * out[i] + 0.25f;
  wide[i] = wide[i] * 2.5 + (true ? 3.0 : 4.0);
}

LARDER_KERNEL void wide_integers(unsigned long long* out) { *out += 4000000000u + 7ull; }

int host_blocks(int n) { return (n + 255) / 256; }
