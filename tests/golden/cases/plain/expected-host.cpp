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

// A kernel, and host code beside it.
LARDER_KERNEL void scale(float* x, float factor, int n) {LARDER_THREADS_WHERE(&, false, const int i = blockIdx.x * blockDim.x + threadIdx.x; static_cast<void>(i); larder_index = static_cast<::std::int64_t>(i); return static_cast<bool>(i < n);)
  const int i = LARDER_INDEX(int, blockIdx.x * blockDim.x + threadIdx.x);
  if (LARDER_TRUE(i < n)) x[i] *= factor;
LARDER_END_THREADS}

int host_only(int x) { return x + 1; }

#include <larder/detail/registry.h>
namespace {
__attribute__((section(".larder.kernels"), used)) const char larder_kernel_list[] =
    "461f2299bb128c1b4d78f71b268401a4 0 scale\011plain" "\n"
    ;
const ::larder::detail::KernelKey larder_keys_0[] = {
    {0, {70, 31, 34, 153, 187, 18, 140, 27, 77, 120, 247, 27, 38, 132, 1, 164}},
};
constexpr void (*larder_kernel_0)(float *, float, int) = &::scale;
LARDER_BEFORE_OTHERS const ::larder::detail::KernelRecord larder_kernels[] = {
    {"scale", "_Z5scalePffi", "input.cpp:4",
     reinterpret_cast<const void*>(larder_kernel_0),
     &::larder::detail::Entry<larder_kernel_0>::run,
     larder_keys_0, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_0>::parameters},
};
LARDER_BEFORE_OTHERS const ::larder::detail::Module larder_module("input.cpp", larder_kernels, 1, nullptr, 0,
    larder_kernel_list);
}  // namespace
