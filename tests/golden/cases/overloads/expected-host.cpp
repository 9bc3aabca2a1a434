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
    "8a320ca56b72d85ec7884762e4dbfd5c 0 fill" "\n"
    "05557635513926e1c83d360e15a79e20 0 fill" "\n"
    "718de7d91b584f2eb4e622603ef96014 0 fill<double>" "\n"
    ;
const ::larder::detail::KernelKey larder_keys_0[] = {
    {0, {138, 50, 12, 165, 107, 114, 216, 94, 199, 136, 71, 98, 228, 219, 253, 92}},
};
const ::larder::detail::KernelKey larder_keys_1[] = {
    {0, {5, 85, 118, 53, 81, 57, 38, 225, 200, 61, 54, 14, 21, 167, 158, 32}},
};
const ::larder::detail::KernelKey larder_keys_2[] = {
    {0, {113, 141, 231, 217, 27, 88, 79, 46, 180, 230, 34, 96, 62, 249, 96, 20}},
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
