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
    "74bf452bcf0da4cde3628d473a5095bb 0 fill" "\n"
    "735df17e9a7ab8ba6a14854611af55f5 0 fill" "\n"
    "46a3ebc2b4641b1d1b7472fb984bf64e 0 fill<double>" "\n"
    ;
const ::larder::detail::KernelKey larder_keys_0[] = {
    {0, {116, 191, 69, 43, 207, 13, 164, 205, 227, 98, 141, 71, 58, 80, 149, 187}},
};
const ::larder::detail::KernelKey larder_keys_1[] = {
    {0, {115, 93, 241, 126, 154, 122, 184, 186, 106, 20, 133, 70, 17, 175, 85, 245}},
};
const ::larder::detail::KernelKey larder_keys_2[] = {
    {0, {70, 163, 235, 194, 180, 100, 27, 29, 27, 116, 114, 251, 152, 75, 246, 78}},
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
