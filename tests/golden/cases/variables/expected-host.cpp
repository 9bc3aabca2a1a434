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

namespace model {
__constant__ float weights[4], bias = 1;
__device__ int counter;
static __device__ double accumulated = 2;
constexpr int kSize = 4;
const int kStep = 2;
}  // namespace model

LARDER_KERNEL void count(float* out) {LARDER_THREADS(&, false)
  atomicAdd(&model::counter, model::kStep);
  model::accumulated += 1;
  out[0] = model::weights[threadIdx.x % model::kSize];
LARDER_END_THREADS}
LARDER_KERNEL void other(float* out) {LARDER_THREADS(&, false) out[0] = model::bias; LARDER_END_THREADS}

// No kernel uses these. Host code names all but the last.
__constant__ float unused[2] = {1, 2};
namespace model {
extern __device__ int declared_first;
__device__ int declared_first = 3;
__device__ int unnamed;
}  // namespace model
const void* places[] = {&unused, &model::declared_first};

#include <larder/detail/registry.h>
namespace {
__attribute__((section(".larder.kernels"), used)) const char larder_kernel_list[] =
    "e59a43d1606ce4ed1e26cf8626ff633e 0 count\011plain" "\n"
    "e9ecd96c843376286d206a76d4f99d3f 0 other\011plain" "\n"
    ;
const ::larder::detail::KernelKey larder_keys_0[] = {
    {0, {229, 154, 67, 209, 96, 108, 228, 237, 30, 38, 207, 134, 38, 255, 99, 62}},
};
const ::larder::detail::KernelKey larder_keys_1[] = {
    {0, {233, 236, 217, 108, 132, 51, 118, 40, 109, 32, 106, 118, 212, 249, 157, 63}},
};
constexpr void (*larder_kernel_0)(float *) = &::count;
constexpr void (*larder_kernel_1)(float *) = &::other;
LARDER_BEFORE_OTHERS const ::larder::detail::KernelRecord larder_kernels[] = {
    {"count", "_Z5countPf", "input.cpp:11",
     reinterpret_cast<const void*>(larder_kernel_0),
     &::larder::detail::Entry<larder_kernel_0>::run,
     larder_keys_0, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_0>::parameters},
    {"other", "_Z5otherPf", "input.cpp:16",
     reinterpret_cast<const void*>(larder_kernel_1),
     &::larder::detail::Entry<larder_kernel_1>::run,
     larder_keys_1, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_1>::parameters},
};
LARDER_BEFORE_OTHERS const ::larder::detail::VariableRecord larder_variables[] = {
    {"model::accumulated", "_ZN5model11accumulatedE", const_cast<void*>(static_cast<const volatile void*>(&::model::accumulated)), 8, false},
    {"model::declared_first", "_ZN5model14declared_firstE", const_cast<void*>(static_cast<const volatile void*>(&::model::declared_first)), 4, false},
    {"model::bias", "_ZN5model4biasE", const_cast<void*>(static_cast<const volatile void*>(&::model::bias)), 4, true},
    {"model::kStep", "_ZN5model5kStepE", const_cast<void*>(static_cast<const volatile void*>(&::model::kStep)), 4, true},
    {"model::counter", "_ZN5model7counterE", const_cast<void*>(static_cast<const volatile void*>(&::model::counter)), 4, false},
    {"model::weights", "_ZN5model7weightsE", const_cast<void*>(static_cast<const volatile void*>(&::model::weights)), 16, true},
    {"unused", "unused", const_cast<void*>(static_cast<const volatile void*>(&::unused)), 8, true},
};
LARDER_BEFORE_OTHERS const ::larder::detail::Module larder_module("input.cpp", larder_kernels, 2, larder_variables, 7,
    larder_kernel_list);
}  // namespace
