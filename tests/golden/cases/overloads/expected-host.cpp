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
LARDER_KERNEL void fill(int* out) {LARDER_THREADS(&, false) *out = 1; LARDER_END_THREADS}
LARDER_KERNEL void fill(float* out) {LARDER_THREADS(&, false) *out = 2; LARDER_END_THREADS}
template <class T>
LARDER_KERNEL void fill(T* out, T value) {LARDER_THREADS(&, false) *out = value; LARDER_END_THREADS}
template LARDER_KERNEL void fill(double*, double);
void (*first)(int*) = fill;

#include <larder/detail/registry.h>
namespace {
__attribute__((section(".larder.kernels"), used)) const char larder_kernel_list[] =
    "a0310469f1ed8b418c9368dbc6d60e3c 0 fill\011plain" "\n"
    "14337a152f47c8e7c7643d893d3e2fd8 0 fill\011plain" "\n"
    "9e8d64d7f8a7bcf22890458df5c81d42 0 fill<double>\011plain" "\n"
    ;
const ::larder::detail::KernelKey larder_keys_0[] = {
    {0, {160, 49, 4, 105, 241, 237, 139, 65, 140, 147, 104, 219, 198, 214, 14, 60}},
};
const ::larder::detail::KernelKey larder_keys_1[] = {
    {0, {20, 51, 122, 21, 47, 71, 200, 231, 199, 100, 61, 137, 61, 62, 47, 216}},
};
const ::larder::detail::KernelKey larder_keys_2[] = {
    {0, {158, 141, 100, 215, 248, 167, 188, 242, 40, 144, 69, 141, 245, 200, 29, 66}},
};
constexpr void (*larder_kernel_0)(int *) = &::fill;
constexpr void (*larder_kernel_1)(float *) = &::fill;
constexpr void (*larder_kernel_2)(double *, double) = &::fill<double>;
LARDER_BEFORE_OTHERS const ::larder::detail::KernelRecord larder_kernels[] = {
    {"fill", "_Z4fillPi", "input.cpp:2",
     reinterpret_cast<const void*>(larder_kernel_0),
     &::larder::detail::Entry<larder_kernel_0>::run,
     larder_keys_0, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_0>::parameters},
    {"fill", "_Z4fillPf", "input.cpp:3",
     reinterpret_cast<const void*>(larder_kernel_1),
     &::larder::detail::Entry<larder_kernel_1>::run,
     larder_keys_1, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_1>::parameters},
    {"fill<double>", "_Z4fillIdEvPT_S0_", "input.cpp:5",
     reinterpret_cast<const void*>(larder_kernel_2),
     &::larder::detail::Entry<larder_kernel_2>::run,
     larder_keys_2, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_2>::parameters},
};
LARDER_BEFORE_OTHERS const ::larder::detail::Module larder_module("input.cpp", larder_kernels, 3, nullptr, 0,
    larder_kernel_list);
}  // namespace
