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
LARDER_KERNEL void __launch_bounds__(Size * 32, 2) apply(float* out, Op op) {
  out[threadIdx.x] = op(power<float, Size>(out[threadIdx.x]));
}

// An explicit specialisation is a kernel of its own.
template <>
LARDER_KERNEL void apply<7, Times>(float* out, Times op) {
  out[0] = op(7);
}

template LARDER_KERNEL void apply<1, Times>(float*, Times);
using Kernel = void (*)(float*, Times);
Kernel launched = apply<3, Times>;

#include <larder/detail/registry.h>
namespace {
__attribute__((section(".larder.kernels"), used)) const char larder_kernel_list[] =
    "96b70d77a494b6782c5a6974d76a2afd 0 apply<7, Times>" "\n"
    "3ee15df61820e9cfe4ebf9ddf196cf91 0 apply<1, Times>" "\n"
    "712fee131aa7cab30fa00d7242155bab 0 apply<3, Times>" "\n"
    ;
const ::larder::detail::KernelKey larder_keys_0[] = {
    {0, {150, 183, 13, 119, 164, 148, 182, 120, 44, 90, 105, 116, 215, 106, 42, 253}},
};
const ::larder::detail::KernelKey larder_keys_1[] = {
    {0, {62, 225, 93, 246, 24, 32, 233, 207, 228, 235, 249, 221, 241, 150, 207, 145}},
};
const ::larder::detail::KernelKey larder_keys_2[] = {
    {0, {113, 47, 238, 19, 26, 167, 202, 179, 15, 160, 13, 114, 66, 21, 91, 171}},
};
const ::larder::detail::KernelRecord larder_kernels[] = {
    {"apply<7, Times>", "_Z5applyILi7E5TimesEvPfT0_", "input.cpp:23",
     reinterpret_cast<const void*>(&::apply<7, Times>),
     &::larder::detail::Entry<&::apply<7, Times>>::run,
     larder_keys_0, 1, 2, 224},
    {"apply<1, Times>", "_Z5applyILi1E5TimesEvPfT0_", "input.cpp:17",
     reinterpret_cast<const void*>(&::apply<1, Times>),
     &::larder::detail::Entry<&::apply<1, Times>>::run,
     larder_keys_1, 1, 2, 32},
    {"apply<3, Times>", "_Z5applyILi3E5TimesEvPfT0_", "input.cpp:17",
     reinterpret_cast<const void*>(&::apply<3, Times>),
     &::larder::detail::Entry<&::apply<3, Times>>::run,
     larder_keys_2, 1, 2, 96},
};
const ::larder::detail::Module larder_module("input.cpp", larder_kernels, 3, nullptr, 0,
    larder_kernel_list);
}  // namespace
