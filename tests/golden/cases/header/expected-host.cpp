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

#line 1 "device.h"

#include <larder/kernel.h>

#include "plain.h"

// Needs an edit, so this text goes into the host source.
__device__ inline float block_first(float x) {
  typedef float larder_first_type; static char larder_first_id; larder_first_type& first = ::larder::simulator::shared_variable<larder_first_type>(&larder_first_id);
  if (threadIdx.x == 0) first = x;
  __syncthreads();
  return first;
}
#line 1 "input.cpp"

#include "plain.h"


LARDER_KERNEL void use(float* out) { out[0] = block_first(out[threadIdx.x]) + plain(1); }

#include <larder/detail/registry.h>
namespace {
__attribute__((section(".larder.kernels"), used)) const char larder_kernel_list[] =
    "553839b4d06d4ceb30180b819cc1b670 0 use\011fibers: calls __syncthreads" "\n"
    ;
const ::larder::detail::KernelKey larder_keys_0[] = {
    {0, {85, 56, 57, 180, 208, 109, 76, 235, 48, 24, 11, 129, 156, 193, 182, 112}},
};
constexpr void (*larder_kernel_0)(float *) = &::use;
LARDER_BEFORE_OTHERS const ::larder::detail::KernelRecord larder_kernels[] = {
    {"use", "_Z3usePf", "input.cpp:5",
     reinterpret_cast<const void*>(larder_kernel_0),
     &::larder::detail::Entry<larder_kernel_0>::run,
     larder_keys_0, 1, 0,
     ::larder::detail::Lowering::kFibers,
     &::larder::detail::Entry<larder_kernel_0>::parameters},
};
LARDER_BEFORE_OTHERS const ::larder::detail::Module larder_module("input.cpp", larder_kernels, 1, nullptr, 0,
    larder_kernel_list);
}  // namespace
