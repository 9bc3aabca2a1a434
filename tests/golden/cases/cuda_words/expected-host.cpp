#define LARDER_PRAGMA_(...) _Pragma(#__VA_ARGS__)
#define LARDER_DIFFERS_(...) LARDER_PRAGMA_(GCC error #__VA_ARGS__)
#define LARDER_DIFFERS(...) LARDER_DIFFERS_(__VA_ARGS__)
#ifdef NDEBUG
#line 48 "/usr/include/assert.h"
LARDER_DIFFERS("macro NDEBUG was not defined when the kernels were read, here it is" NDEBUG "; compile this file with the flags that compile_commands.json has for it, and give each target with other flags a custom_target of its own")
#endif
#undef LARDER_DIFFERS
#undef LARDER_DIFFERS_
#undef LARDER_PRAGMA_
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
    sums(float* out, const __grid_constant__ Large large, int n) {LARDER_THREADS(&, false)
  using Sum = decltype(std::declval<float>() + 1);
  Sum sum = 0;
#pragma unroll kFew
  for (int i = 0; i < n; ++i) sum += large.values[i];
#pragma unroll(Steps::kMany + 1)  // more
  for (int i = 0; i < n; ++i) sum *= large.values[i];
  UNROLL_BY(TIMES)
  for (int i = 0; i < n; ++i) sum -= large.values[i];
  out[0] = sum;
LARDER_END_THREADS}
// A static variable of a function belongs to all kernels that call it.
__device__ static __attribute__((unused)) int next() {
  static int count = 5;
  return count++;
}
LARDER_KERNEL void first(int* out) {LARDER_THREADS(&, false) *out = next(); LARDER_END_THREADS}
LARDER_KERNEL void second(int* out) {LARDER_THREADS(&, false) *out = next(); LARDER_END_THREADS}

#include <larder/detail/registry.h>
namespace {
__attribute__((section(".larder.kernels"), used)) const char larder_kernel_list[] =
    "79c216c48725455893b3af640df2ac3a 0 sums\011plain" "\n"
    "188f6ba245464d794e6aa70a195a90c2 0 first\011plain" "\n"
    "c21c4547fee869c9eb50bd164adbe08d 0 second\011plain" "\n"
    ;
const ::larder::detail::KernelKey larder_keys_0[] = {
    {0, {121, 194, 22, 196, 135, 37, 69, 88, 147, 179, 175, 100, 13, 242, 172, 58}},
};
const ::larder::detail::KernelKey larder_keys_1[] = {
    {0, {24, 143, 107, 162, 69, 70, 77, 121, 78, 106, 167, 10, 25, 90, 144, 194}},
};
const ::larder::detail::KernelKey larder_keys_2[] = {
    {0, {194, 28, 69, 71, 254, 232, 105, 201, 235, 80, 189, 22, 74, 219, 224, 141}},
};
constexpr void (*larder_kernel_0)(float *, const Large, int) = &::sums;
constexpr void (*larder_kernel_1)(int *) = &::first;
constexpr void (*larder_kernel_2)(int *) = &::second;
LARDER_BEFORE_OTHERS const ::larder::detail::KernelRecord larder_kernels[] = {
    {"sums", "_Z4sumsPf5Largei", "input.cpp:17",
     reinterpret_cast<const void*>(larder_kernel_0),
     &::larder::detail::Entry<larder_kernel_0>::run,
     larder_keys_0, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_0>::parameters},
    {"first", "_Z5firstPi", "input.cpp:33",
     reinterpret_cast<const void*>(larder_kernel_1),
     &::larder::detail::Entry<larder_kernel_1>::run,
     larder_keys_1, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_1>::parameters},
    {"second", "_Z6secondPi", "input.cpp:34",
     reinterpret_cast<const void*>(larder_kernel_2),
     &::larder::detail::Entry<larder_kernel_2>::run,
     larder_keys_2, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_2>::parameters},
};
LARDER_BEFORE_OTHERS const ::larder::detail::Module larder_module("input.cpp", larder_kernels, 3, nullptr, 0,
    larder_kernel_list);
}  // namespace
