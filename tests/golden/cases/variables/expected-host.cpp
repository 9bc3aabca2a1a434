#line 1 "input.cpp"
#include <larder/kernel.h>

namespace model {
__constant__ float weights[4], bias = 1;
__device__ int counter;
static __device__ double accumulated = 2;
constexpr int kSize = 4;
const int kStep = 2;
}  // namespace model

LARDER_KERNEL void count(float* out) {
  atomicAdd(&model::counter, model::kStep);
  model::accumulated += 1;
  out[0] = model::weights[threadIdx.x % model::kSize];
}
LARDER_KERNEL void other(float* out) { out[0] = model::bias; }

#include <larder/detail/registry.h>
namespace {
__attribute__((section(".larder.kernels"), used)) const char larder_kernel_list[] =
    "20cd1aae17a8ecbb7754178e57c87ab0 0 count" "\n"
    "261d178eea6e33622047cc7af9a207fd 0 other" "\n"
    ;
const ::larder::detail::KernelKey larder_keys_0[] = {
    {0, {32, 205, 26, 174, 23, 168, 236, 187, 119, 84, 23, 142, 87, 200, 122, 176}},
};
const ::larder::detail::KernelKey larder_keys_1[] = {
    {0, {38, 29, 23, 142, 234, 110, 51, 98, 32, 71, 204, 122, 249, 162, 7, 253}},
};
const ::larder::detail::KernelRecord larder_kernels[] = {
    {"count", "_Z5countPf", "input.cpp:11",
     reinterpret_cast<const void*>(&::count),
     &::larder::detail::Entry<&::count>::run,
     larder_keys_0, 1, 1, 0},
    {"other", "_Z5otherPf", "input.cpp:16",
     reinterpret_cast<const void*>(&::other),
     &::larder::detail::Entry<&::other>::run,
     larder_keys_1, 1, 1, 0},
};
const ::larder::detail::VariableRecord larder_variables[] = {
    {"model::accumulated", "_ZN5model11accumulatedE", const_cast<void*>(static_cast<const volatile void*>(&::model::accumulated)), 8, false},
    {"model::bias", "_ZN5model4biasE", const_cast<void*>(static_cast<const volatile void*>(&::model::bias)), 4, true},
    {"model::kStep", "_ZN5model5kStepE", const_cast<void*>(static_cast<const volatile void*>(&::model::kStep)), 4, true},
    {"model::counter", "_ZN5model7counterE", const_cast<void*>(static_cast<const volatile void*>(&::model::counter)), 4, false},
    {"model::weights", "_ZN5model7weightsE", const_cast<void*>(static_cast<const volatile void*>(&::model::weights)), 16, true},
};
const ::larder::detail::Module larder_module("input.cpp", larder_kernels, 2, larder_variables, 5,
    larder_kernel_list);
}  // namespace
