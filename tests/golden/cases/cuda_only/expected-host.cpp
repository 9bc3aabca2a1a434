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

__device__ unsigned lane() { __builtin_trap(); }
   
    
   

LARDER_KERNEL_CUDA_ONLY void lanes(unsigned* out, int) { (void)out; __builtin_trap(); }
    


#include <larder/detail/registry.h>
namespace {
__attribute__((section(".larder.kernels"), used)) const char larder_kernel_list[] =
    "86f6ef14001be3363ac872bd0ee80c4d 0! lanes" "\n"
    ;
const ::larder::detail::KernelKey larder_keys_0[] = {
    {0, {134, 246, 239, 20, 0, 27, 227, 54, 58, 200, 114, 189, 14, 232, 12, 77}},
};
const ::larder::detail::KernelRecord larder_kernels[] = {
    {"lanes", "_Z5lanesPji", "input.cpp:8",
     reinterpret_cast<const void*>(&::lanes),
     nullptr,
     larder_keys_0, 1, 2, 0},
};
const ::larder::detail::Module larder_module("input.cpp", larder_kernels, 1, nullptr, 0,
    larder_kernel_list);
}  // namespace
