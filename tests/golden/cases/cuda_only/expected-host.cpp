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
#include <larder/cuda/ptx.h>
#line 1 "input.cpp"
#include <larder/kernel.h>

__device__ unsigned lane() {
  unsigned id;
  {  auto&& larder_out_0 =(id); [[maybe_unused]] ::std::uint32_t larder_0{};larder_0 = ::larder::simulator::ptx::lane_number(); ::larder::simulator::ptx::give(larder_out_0, larder_0); }
  return id;
}
LARDER_KERNEL_CUDA_ONLY void lanes(unsigned* out, int) { (void)out; __builtin_trap(); }
    


#include <larder/detail/registry.h>
namespace {
__attribute__((section(".larder.kernels"), used)) const char larder_kernel_list[] =
    "0543dd653db843a7c8c72196e35c0350 0! lanes" "\n"
    ;
const ::larder::detail::KernelKey larder_keys_0[] = {
    {0, {5, 67, 221, 101, 61, 184, 67, 167, 200, 199, 33, 150, 227, 92, 3, 80}},
};
constexpr void (*larder_kernel_0)(unsigned int *, int) = &::lanes;
LARDER_BEFORE_OTHERS const ::larder::detail::KernelRecord larder_kernels[] = {
    {"lanes", "_Z5lanesPji", "input.cpp:8",
     reinterpret_cast<const void*>(larder_kernel_0),
     nullptr,
     larder_keys_0, 1, 0,
     ::larder::detail::Lowering::kFibers,
     &::larder::detail::Entry<larder_kernel_0>::parameters},
};
LARDER_BEFORE_OTHERS const ::larder::detail::Module larder_module("input.cpp", larder_kernels, 1, nullptr, 0,
    larder_kernel_list);
}  // namespace
