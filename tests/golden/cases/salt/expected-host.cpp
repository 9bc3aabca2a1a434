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
LARDER_KERNEL LARDER_KERNEL_SALT("tables of 2024-06")
void look_up(int* out) {LARDER_THREADS(&, false) *out = 1; LARDER_END_THREADS}
LARDER_KERNEL_SALT("v2") LARDER_KERNEL void declared(int* out);
LARDER_KERNEL void declared(int* out) {LARDER_THREADS(&, false) *out = 2; LARDER_END_THREADS}
template <class T>
LARDER_KERNEL LARDER_KERNEL_SALT("v3") void each(T* out) {LARDER_THREADS(&, false) *out = 3; LARDER_END_THREADS}
template LARDER_KERNEL void each(float*);

#include <larder/detail/registry.h>
namespace {
__attribute__((section(".larder.kernels"), used)) const char larder_kernel_list[] =
    "96d1fdaaca133162b5bd39d7b55e60f0 0 look_up\011plain" "\n"
    "2a2b64cf2c0fba02d3006c9f9d4b17ad 0 declared\011plain" "\n"
    "60c1608ef44cf2f4e9ced591ca58c800 0 each<float>\011plain" "\n"
    ;
const ::larder::detail::KernelKey larder_keys_0[] = {
    {0, {150, 209, 253, 170, 202, 19, 49, 98, 181, 189, 57, 215, 181, 94, 96, 240}},
};
const ::larder::detail::KernelKey larder_keys_1[] = {
    {0, {42, 43, 100, 207, 44, 15, 186, 2, 211, 0, 108, 159, 157, 75, 23, 173}},
};
const ::larder::detail::KernelKey larder_keys_2[] = {
    {0, {96, 193, 96, 142, 244, 76, 242, 244, 233, 206, 213, 145, 202, 88, 200, 0}},
};
constexpr void (*larder_kernel_0)(int *) = &::look_up;
constexpr void (*larder_kernel_1)(int *) = &::declared;
constexpr void (*larder_kernel_2)(float *) = &::each<float>;
LARDER_BEFORE_OTHERS const ::larder::detail::KernelRecord larder_kernels[] = {
    {"look_up", "_Z7look_upPi", "input.cpp:3",
     reinterpret_cast<const void*>(larder_kernel_0),
     &::larder::detail::Entry<larder_kernel_0>::run,
     larder_keys_0, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_0>::parameters},
    {"declared", "_Z8declaredPi", "input.cpp:5",
     reinterpret_cast<const void*>(larder_kernel_1),
     &::larder::detail::Entry<larder_kernel_1>::run,
     larder_keys_1, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_1>::parameters},
    {"each<float>", "_Z4eachIfEvPT_", "input.cpp:7",
     reinterpret_cast<const void*>(larder_kernel_2),
     &::larder::detail::Entry<larder_kernel_2>::run,
     larder_keys_2, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_2>::parameters},
};
LARDER_BEFORE_OTHERS const ::larder::detail::Module larder_module("input.cpp", larder_kernels, 3, nullptr, 0,
    larder_kernel_list);
}  // namespace
