#include <larder/kernel.h>

#include <type_traits>
#include <utility>
#define IN_PRAGMA(text) _Pragma(#text)
#define UNROLL_BY(count) IN_PRAGMA(unroll count)
#define TIMES 4
constexpr int kFew = 2;
struct Steps {
  static constexpr int kMany = 3;
};
struct Large {
  float values[30];
};
// What only nvcc knows stays in the CUDA variant; names in a #pragma become values.
LARDER_KERNEL void __maxnreg__(kFew * 16)
    sums(float* out, const __grid_constant__ Large large, int n) {
  using Sum = decltype(std::declval<float>() + 1);
  Sum sum = 0;
#pragma unroll kFew
  for (int i = 0; i < n; ++i) sum += large.values[i];
#pragma unroll(Steps::kMany + 1)  // more
  for (int i = 0; i < n; ++i) sum *= large.values[i];
  UNROLL_BY(TIMES)
  for (int i = 0; i < n; ++i) sum -= large.values[i];
  out[0] = sum;
}
// A static variable of a function belongs to all kernels that call it.
__device__ int next() {
  static int count = 5;
  return count++;
}
LARDER_KERNEL void first(int* out) { *out = next(); }
LARDER_KERNEL void second(int* out) { *out = next(); }
