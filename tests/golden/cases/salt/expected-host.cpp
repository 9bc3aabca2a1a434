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
    "3f21c638e03736f0eac177b8c2daba1a 0 look_up" "\n"
    "1c5c2fa8a0fa2471502bed97e45ffd31 0 declared" "\n"
    "733d34bc4f43b7a4a376f6df609fd49e 0 each<float>" "\n"
    ;
const ::larder::detail::KernelKey larder_keys_0[] = {
    {0, {63, 33, 198, 56, 224, 55, 54, 240, 234, 193, 119, 184, 194, 218, 186, 26}},
};
const ::larder::detail::KernelKey larder_keys_1[] = {
    {0, {28, 92, 47, 168, 160, 250, 36, 113, 80, 43, 237, 151, 228, 95, 253, 49}},
};
const ::larder::detail::KernelKey larder_keys_2[] = {
    {0, {115, 61, 52, 188, 79, 67, 183, 164, 163, 118, 246, 223, 96, 159, 212, 158}},
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
