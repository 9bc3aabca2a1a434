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
    "3d79349dac2e46690daec0d5f0ee3ba2 0 fill" "\n"
    "1674f5f37f46ea57b7a58a0784456d89 0 fill" "\n"
    "9a24b466afe7aa353798ace6d6f95fbc 0 fill<double>" "\n"
    ;
const ::larder::detail::KernelKey larder_keys_0[] = {
    {0, {61, 121, 52, 157, 172, 46, 70, 105, 13, 174, 192, 213, 240, 238, 59, 162}},
};
const ::larder::detail::KernelKey larder_keys_1[] = {
    {0, {22, 116, 245, 243, 127, 70, 234, 87, 183, 165, 138, 7, 132, 69, 109, 137}},
};
const ::larder::detail::KernelKey larder_keys_2[] = {
    {0, {154, 36, 180, 102, 175, 231, 170, 53, 55, 152, 172, 230, 214, 249, 95, 188}},
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
const ::larder::detail::Module larder_module("input.cpp", larder_kernels, 3, nullptr, 0);
}  // namespace
