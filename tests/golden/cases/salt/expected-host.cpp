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
void look_up(int* out) { *out = 1; }
LARDER_KERNEL_SALT("v2") LARDER_KERNEL void declared(int* out);
LARDER_KERNEL void declared(int* out) { *out = 2; }
template <class T>
LARDER_KERNEL LARDER_KERNEL_SALT("v3") void each(T* out) { *out = 3; }
template LARDER_KERNEL void each(float*);

#include <larder/detail/registry.h>
namespace {
__attribute__((section(".larder.kernels"), used)) const char larder_kernel_list[] =
    "a6043f9f4b2eab6c22efabe8177feaff 0 look_up" "\n"
    "38ccb1e696e46cd2277c5b81ea82b8e5 0 declared" "\n"
    "3367cf1e758947019c08072124523a04 0 each<float>" "\n"
    ;
const ::larder::detail::KernelKey larder_keys_0[] = {
    {0, {166, 4, 63, 159, 75, 46, 171, 108, 34, 239, 171, 232, 23, 127, 234, 255}},
};
const ::larder::detail::KernelKey larder_keys_1[] = {
    {0, {56, 204, 177, 230, 150, 228, 108, 210, 39, 124, 91, 129, 234, 130, 184, 229}},
};
const ::larder::detail::KernelKey larder_keys_2[] = {
    {0, {51, 103, 207, 30, 117, 137, 71, 1, 156, 8, 7, 33, 36, 82, 58, 4}},
};
const ::larder::detail::KernelRecord larder_kernels[] = {
    {"look_up", "_Z7look_upPi", "input.cpp:3",
     reinterpret_cast<const void*>(&::look_up),
     &::larder::detail::Entry<&::look_up>::run,
     larder_keys_0, 1, 1, 0},
    {"declared", "_Z8declaredPi", "input.cpp:5",
     reinterpret_cast<const void*>(&::declared),
     &::larder::detail::Entry<&::declared>::run,
     larder_keys_1, 1, 1, 0},
    {"each<float>", "_Z4eachIfEvPT_", "input.cpp:7",
     reinterpret_cast<const void*>(&::each<float>),
     &::larder::detail::Entry<&::each<float>>::run,
     larder_keys_2, 1, 1, 0},
};
const ::larder::detail::Module larder_module("input.cpp", larder_kernels, 3, nullptr, 0,
    larder_kernel_list);
}  // namespace
