#line 1 "input.cpp"
#include <larder/kernel.h>

// A kernel, and host code beside it.
LARDER_KERNEL void scale(float* x, float factor, int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) x[i] *= factor;
}

int host_only(int x) { return x + 1; }

#include <larder/detail/registry.h>
namespace {
__attribute__((section(".larder.kernels"), used)) const char larder_kernel_list[] =
    "aa0ddf9232cb8e9b32e95d88a80159b9 0 scale" "\n"
    ;
const ::larder::detail::KernelKey larder_keys_0[] = {
    {0, {170, 13, 223, 146, 50, 203, 142, 155, 50, 233, 93, 136, 168, 1, 89, 185}},
};
const ::larder::detail::KernelRecord larder_kernels[] = {
    {"scale", "_Z5scalePffi", "input.cpp:4",
     reinterpret_cast<const void*>(&::scale),
     &::larder::detail::Entry<&::scale>::run,
     larder_keys_0, 1, 3, 0},
};
const ::larder::detail::Module larder_module("input.cpp", larder_kernels, 1, nullptr, 0);
}  // namespace
