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

struct Times {
  float factor;
  __device__ float operator()(float x) const { return x * factor; }
};

template <class T, int N = 2>
__device__ T power(T x) {
  if constexpr (N == 0)
    return T(1);
  else
    return x * power<T, N - 1>(x);
}

template <int Size, class Op>
LARDER_KERNEL void __launch_bounds__(Size * 32, 2) apply(float* out, Op op) {LARDER_THREADS(=, false)
  out[threadIdx.x] = op(power<float, Size>(out[threadIdx.x]));
LARDER_END_THREADS}

// An explicit specialisation is a kernel of its own.
template <>
LARDER_KERNEL void apply<7, Times>(float* out, Times op) {LARDER_THREADS(=, false)
  out[0] = op(7);
LARDER_END_THREADS}

template LARDER_KERNEL void apply<1, Times>(float*, Times);
using Kernel = void (*)(float*, Times);
Kernel launched = apply<3, Times>;

#include <larder/detail/registry.h>
namespace {
__attribute__((section(".larder.kernels"), used)) const char larder_kernel_list[] =
    "34df61900215c82383fb549fd80b6218 0 apply<7, Times>\011plain" "\n"
    "7fc0d97f809b35b356785f6a2c495d81 0 apply<1, Times>\011plain" "\n"
    "30120733221a6c767ff2eef4ed650385 0 apply<3, Times>\011plain" "\n"
    ;
const ::larder::detail::KernelKey larder_keys_0[] = {
    {0, {52, 223, 97, 144, 2, 21, 200, 35, 131, 251, 84, 159, 216, 11, 98, 24}},
};
const ::larder::detail::KernelKey larder_keys_1[] = {
    {0, {127, 192, 217, 127, 128, 155, 53, 179, 86, 120, 95, 106, 44, 73, 93, 129}},
};
const ::larder::detail::KernelKey larder_keys_2[] = {
    {0, {48, 18, 7, 51, 34, 26, 108, 118, 127, 242, 238, 244, 237, 101, 3, 133}},
};
constexpr void (*larder_kernel_0)(float *, Times) = &::apply<7, Times>;
constexpr void (*larder_kernel_1)(float *, Times) = &::apply<1, Times>;
constexpr void (*larder_kernel_2)(float *, Times) = &::apply<3, Times>;
LARDER_BEFORE_OTHERS const ::larder::detail::KernelRecord larder_kernels[] = {
    {"apply<7, Times>", "_Z5applyILi7E5TimesEvPfT0_", "input.cpp:23",
     reinterpret_cast<const void*>(larder_kernel_0),
     &::larder::detail::Entry<larder_kernel_0>::run,
     larder_keys_0, 1, 224,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_0>::parameters},
    {"apply<1, Times>", "_Z5applyILi1E5TimesEvPfT0_", "input.cpp:17",
     reinterpret_cast<const void*>(larder_kernel_1),
     &::larder::detail::Entry<larder_kernel_1>::run,
     larder_keys_1, 1, 32,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_1>::parameters},
    {"apply<3, Times>", "_Z5applyILi3E5TimesEvPfT0_", "input.cpp:17",
     reinterpret_cast<const void*>(larder_kernel_2),
     &::larder::detail::Entry<larder_kernel_2>::run,
     larder_keys_2, 1, 96,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_2>::parameters},
};
LARDER_BEFORE_OTHERS const ::larder::detail::Module larder_module("input.cpp", larder_kernels, 3, nullptr, 0,
    larder_kernel_list);
}  // namespace
