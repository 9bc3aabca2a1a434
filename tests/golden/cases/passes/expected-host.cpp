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
LARDER_KERNEL void plain(int* out) {LARDER_THREADS(&, false) *out = 1; LARDER_END_THREADS}

#include <larder/detail/registry.h>
namespace {
__attribute__((section(".larder.kernels"), used)) const char larder_kernel_list[] =
    "50a9793a0bbd7b818a122940539d97be 80 ask\011fibers: has other code on the GPU" "\n"
    "68351d6f45ab87ec85bf40a70ca29c66 90 ask\011fibers: has other code on the GPU" "\n"
    "3c8dcf5a887dc906f9a2bffc1e3fac6b 0 plain\011plain" "\n"
    ;
const ::larder::detail::KernelKey larder_keys_0[] = {
    {80, {80, 169, 121, 58, 11, 189, 123, 129, 138, 18, 41, 64, 83, 157, 151, 190}},
    {90, {104, 53, 29, 111, 69, 171, 135, 236, 133, 191, 64, 167, 12, 162, 156, 102}},
};
const ::larder::detail::KernelKey larder_keys_1[] = {
    {0, {60, 141, 207, 90, 136, 125, 201, 6, 249, 162, 191, 252, 30, 63, 172, 107}},
};
constexpr void (*larder_kernel_0)(int *) = &::ask;
constexpr void (*larder_kernel_1)(int *) = &::plain;
LARDER_BEFORE_OTHERS const ::larder::detail::KernelRecord larder_kernels[] = {
    {"ask", "_Z3askPi", "input.cpp:12",
     reinterpret_cast<const void*>(larder_kernel_0),
     &::larder::detail::Entry<larder_kernel_0>::run,
     larder_keys_0, 2, 0,
     ::larder::detail::Lowering::kFibers,
     &::larder::detail::Entry<larder_kernel_0>::parameters},
    {"plain", "_Z5plainPi", "input.cpp:13",
     reinterpret_cast<const void*>(larder_kernel_1),
     &::larder::detail::Entry<larder_kernel_1>::run,
     larder_keys_1, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_1>::parameters},
};
LARDER_BEFORE_OTHERS const ::larder::detail::Module larder_module("input.cpp", larder_kernels, 2, nullptr, 0,
    larder_kernel_list);
}  // namespace
