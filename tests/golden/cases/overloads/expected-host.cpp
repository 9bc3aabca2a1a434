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
LARDER_KERNEL void fill(int* out) { *out = 1; }
LARDER_KERNEL void fill(float* out) { *out = 2; }
template <class T>
LARDER_KERNEL void fill(T* out, T value) { *out = value; }
template LARDER_KERNEL void fill(double*, double);
void (*first)(int*) = fill;

#include <larder/detail/registry.h>
namespace {
__attribute__((section(".larder.kernels"), used)) const char larder_kernel_list[] =
    "37d3be0d087139d7e436b89ff1f25fdd 0 fill" "\n"
    "deb1e74c557906f8b99c31553a4f8b55 0 fill" "\n"
    "91eb91045b26f45c6c5c202b83d3454e 0 fill<double>" "\n"
    ;
const ::larder::detail::KernelKey larder_keys_0[] = {
    {0, {55, 211, 190, 13, 8, 113, 57, 215, 228, 54, 184, 159, 241, 242, 95, 221}},
};
const ::larder::detail::KernelKey larder_keys_1[] = {
    {0, {222, 177, 231, 76, 85, 121, 6, 248, 185, 156, 49, 85, 58, 79, 139, 85}},
};
const ::larder::detail::KernelKey larder_keys_2[] = {
    {0, {145, 235, 145, 4, 91, 38, 244, 92, 108, 92, 32, 43, 131, 211, 69, 78}},
};
const ::larder::detail::KernelRecord larder_kernels[] = {
    {"fill", "_Z4fillPi", "input.cpp:2",
     reinterpret_cast<const void*>(static_cast<void (*)(int *)>(&::fill)),
     &::larder::detail::Entry<static_cast<void (*)(int *)>(&::fill)>::run,
     larder_keys_0, 1, 1, 0},
    {"fill", "_Z4fillPf", "input.cpp:3",
     reinterpret_cast<const void*>(static_cast<void (*)(float *)>(&::fill)),
     &::larder::detail::Entry<static_cast<void (*)(float *)>(&::fill)>::run,
     larder_keys_1, 1, 1, 0},
    {"fill<double>", "_Z4fillIdEvPT_S0_", "input.cpp:5",
     reinterpret_cast<const void*>(static_cast<void (*)(double *, double)>(&::fill<double>)),
     &::larder::detail::Entry<static_cast<void (*)(double *, double)>(&::fill<double>)>::run,
     larder_keys_2, 1, 2, 0},
};
const ::larder::detail::Module larder_module("input.cpp", larder_kernels, 3, nullptr, 0,
    larder_kernel_list);
}  // namespace
