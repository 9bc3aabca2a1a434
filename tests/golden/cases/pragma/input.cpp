#include <larder/kernel.h>
#define FACTOR 4
#define TWICE(n) ((n) * 2)
#define UNROLL _Pragma("unroll")
#define UNROLLED(n) _Pragma(TEXT(unroll n))
#define TEXT(words) #words
#define ROWS(count)                                   \
  UNROLL for (int i = 0; i < 4; ++i) total += in[i]; \
  UNROLLED(count) for (int i = 0; i < 4; ++i) total -= in[i];
constexpr int half(int n) { return n / 2; }
LARDER_KERNEL void sum(float* out, const float* in) {
  float total = 0;
#pragma unroll FACTOR
  for (int i = 0; i < 16; ++i) total += in[i];
#pragma unroll
  for (int i = 0; i < 4; ++i)
    total *= in[i];
#pragma unroll \
    8
  for (int i = 0; i < 16; ++i) total += in[i];
#pragma unroll(TWICE(FACTOR + 1))  // a remark
  for (int i = 0; i < 16; ++i) total += in[i];
#pragma /* a remark */ unroll half(6) + 1
  for (int i = 0; i < 16; ++i) total += in[i];
  ROWS(FACTOR)
#pragma GCC unroll 2
  for (int i = 0; i < 2; ++i) total += in[i];
  out[0] = total;
}
template <int N>
LARDER_KERNEL void product(float* out, const float* in) {
#pragma unroll(half(N) * TWICE(1))
  for (int i = 0; i < N; ++i) out[0] *= in[i];
#pragma unroll N
  for (int i = 0; i < N; ++i) out[1] *= in[i];
}
template LARDER_KERNEL void product<6>(float*, const float*);
