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

__device__ int generation() {
#if !defined(__CUDA_ARCH__)
  return 0;
#elif __CUDA_ARCH__ >= 900
  return 9;
#else
  return 8;
#endif
}
LARDER_KERNEL void ask(int* out) { *out = generation(); }
LARDER_KERNEL void plain(int* out) { *out = 1; }

#include <larder/detail/registry.h>
namespace {
__attribute__((section(".larder.kernels"), used)) const char larder_kernel_list[] =
    "858ce469acd779615e3b29f9a74e6efe 80 ask" "\n"
    "69680d80ce535cbc3f1789796a73fdac 90 ask" "\n"
    "1cf90578c24eb51966aacf690be40390 0 plain" "\n"
    ;
const ::larder::detail::KernelKey larder_keys_0[] = {
    {80, {133, 140, 228, 105, 172, 215, 121, 97, 94, 59, 41, 249, 167, 78, 110, 254}},
    {90, {105, 104, 13, 128, 206, 83, 92, 188, 63, 23, 137, 121, 106, 115, 253, 172}},
};
const ::larder::detail::KernelKey larder_keys_1[] = {
    {0, {28, 249, 5, 120, 194, 78, 181, 25, 102, 170, 207, 105, 11, 228, 3, 144}},
};
const ::larder::detail::KernelRecord larder_kernels[] = {
    {"ask", "_Z3askPi", "input.cpp:12",
     reinterpret_cast<const void*>(&::ask),
     &::larder::detail::Entry<&::ask>::run,
     larder_keys_0, 2, 1, 0},
    {"plain", "_Z5plainPi", "input.cpp:13",
     reinterpret_cast<const void*>(&::plain),
     &::larder::detail::Entry<&::plain>::run,
     larder_keys_1, 1, 1, 0},
};
const ::larder::detail::Module larder_module("input.cpp", larder_kernels, 2, nullptr, 0,
    larder_kernel_list);
}  // namespace
