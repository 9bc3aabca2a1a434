#line 1 "input.cpp"
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

#include <larder/detail/registry.h>
namespace {
__attribute__((section(".larder.kernels"), used)) const char larder_kernel_list[] =
    "2d6d2576d02f27920f2f5fef49ac4ed9 0 sums" "\n"
    "f34363a9eba4675bb5b1cac0cb36406a 0 first" "\n"
    "f58c404f1bfe4bdf0ce2cb20cd862642 0 second" "\n"
    ;
const ::larder::detail::KernelKey larder_keys_0[] = {
    {0, {45, 109, 37, 118, 208, 47, 39, 146, 15, 47, 95, 239, 73, 172, 78, 217}},
};
const ::larder::detail::KernelKey larder_keys_1[] = {
    {0, {243, 67, 99, 169, 235, 164, 103, 91, 181, 177, 202, 192, 203, 54, 64, 106}},
};
const ::larder::detail::KernelKey larder_keys_2[] = {
    {0, {245, 140, 64, 79, 27, 254, 75, 223, 12, 226, 203, 32, 205, 134, 38, 66}},
};
const ::larder::detail::KernelRecord larder_kernels[] = {
    {"sums", "_Z4sumsPf5Largei", "input.cpp:17",
     reinterpret_cast<const void*>(&::sums),
     &::larder::detail::Entry<&::sums>::run,
     larder_keys_0, 1, 3, 0},
    {"first", "_Z5firstPi", "input.cpp:33",
     reinterpret_cast<const void*>(&::first),
     &::larder::detail::Entry<&::first>::run,
     larder_keys_1, 1, 1, 0},
    {"second", "_Z6secondPi", "input.cpp:34",
     reinterpret_cast<const void*>(&::second),
     &::larder::detail::Entry<&::second>::run,
     larder_keys_2, 1, 1, 0},
};
const ::larder::detail::Module larder_module("input.cpp", larder_kernels, 3, nullptr, 0,
    larder_kernel_list);
}  // namespace
