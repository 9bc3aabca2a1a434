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
    "9ed05c285861eeb03eb233fdeb482b78 0 look_up" "\n"
    "3c446226e246f9ef5c24b72bbf0c4493 0 declared" "\n"
    "7b7537d5ecffc830466e235013f83d8a 0 each<float>" "\n"
    ;
const ::larder::detail::KernelKey larder_keys_0[] = {
    {0, {158, 208, 92, 40, 88, 97, 238, 176, 62, 178, 51, 253, 235, 72, 43, 120}},
};
const ::larder::detail::KernelKey larder_keys_1[] = {
    {0, {60, 68, 98, 38, 226, 70, 249, 239, 92, 36, 183, 43, 191, 12, 68, 147}},
};
const ::larder::detail::KernelKey larder_keys_2[] = {
    {0, {123, 117, 55, 213, 236, 255, 200, 48, 70, 110, 35, 80, 19, 248, 61, 138}},
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
const ::larder::detail::Module larder_module("input.cpp", larder_kernels, 3, nullptr, 0);
}  // namespace
