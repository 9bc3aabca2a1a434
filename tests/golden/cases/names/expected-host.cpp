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

namespace outer::inner {
namespace {
struct Step {
  int by;
};
LARDER_KERNEL void unnamed(int* out, Step step) { *out += step.by; }
}  // namespace
inline namespace v2 {
LARDER_KERNEL void versioned(int* out) { *out = 2; }
}  // namespace v2
static LARDER_KERNEL void internal(int* out) { *out = 3; }
template <class T>
static LARDER_KERNEL void internal_template(T* out) { *out = T{4}; }
}  // namespace outer::inner

extern "C" LARDER_KERNEL void plain_c(int* out) { *out = 5; }
extern "C" {
LARDER_KERNEL void braced_c(int* out) { *out = 6; }
}

void (*taken)(outer::inner::Step*) = outer::inner::internal_template<outer::inner::Step>;

#include <larder/detail/registry.h>
namespace {
__attribute__((section(".larder.kernels"), used)) const char larder_kernel_list[] =
    "e2f230623c009f18c509bc7e21ca047a 0 outer::inner::unnamed" "\n"
    "ef4d9002d8b823f5cd01cdf9c7cdeed6 0 outer::inner::v2::versioned" "\n"
    "bfa59ebc76493febabf5da5614f92b99 0 outer::inner::internal" "\n"
    "d7e103dbf5724052fb2475c49ef1bed0 0 plain_c" "\n"
    "912bb7ad24522e1f51a44bd3c3d3aff0 0 braced_c" "\n"
    "2fbe484437cce8b41d38b4e29217b670 0 outer::inner::internal_template<outer::inner::Step>" "\n"
    ;
const ::larder::detail::KernelKey larder_keys_0[] = {
    {0, {226, 242, 48, 98, 60, 0, 159, 24, 197, 9, 188, 126, 33, 202, 4, 122}},
};
const ::larder::detail::KernelKey larder_keys_1[] = {
    {0, {239, 77, 144, 2, 216, 184, 35, 245, 205, 1, 205, 249, 199, 205, 238, 214}},
};
const ::larder::detail::KernelKey larder_keys_2[] = {
    {0, {191, 165, 158, 188, 118, 73, 63, 235, 171, 245, 218, 86, 20, 249, 43, 153}},
};
const ::larder::detail::KernelKey larder_keys_3[] = {
    {0, {215, 225, 3, 219, 245, 114, 64, 82, 251, 36, 117, 196, 158, 241, 190, 208}},
};
const ::larder::detail::KernelKey larder_keys_4[] = {
    {0, {145, 43, 183, 173, 36, 82, 46, 31, 81, 164, 75, 211, 195, 211, 175, 240}},
};
const ::larder::detail::KernelKey larder_keys_5[] = {
    {0, {47, 190, 72, 68, 55, 204, 232, 180, 29, 56, 180, 226, 146, 23, 182, 112}},
};
const ::larder::detail::KernelRecord larder_kernels[] = {
    {"outer::inner::unnamed", "_ZN5outer5inner14larder_unnamed7unnamedEPiNS1_4StepE", "input.cpp:8",
     reinterpret_cast<const void*>(&::outer::inner::unnamed),
     &::larder::detail::Entry<&::outer::inner::unnamed>::run,
     larder_keys_0, 1, 2, 0},
    {"outer::inner::v2::versioned", "_ZN5outer5inner2v29versionedEPi", "input.cpp:11",
     reinterpret_cast<const void*>(&::outer::inner::v2::versioned),
     &::larder::detail::Entry<&::outer::inner::v2::versioned>::run,
     larder_keys_1, 1, 1, 0},
    {"outer::inner::internal", "_ZN5outer5inner8internalEPi", "input.cpp:13",
     reinterpret_cast<const void*>(&::outer::inner::internal),
     &::larder::detail::Entry<&::outer::inner::internal>::run,
     larder_keys_2, 1, 1, 0},
    {"plain_c", "plain_c", "input.cpp:18",
     reinterpret_cast<const void*>(&::plain_c),
     &::larder::detail::Entry<&::plain_c>::run,
     larder_keys_3, 1, 1, 0},
    {"braced_c", "braced_c", "input.cpp:20",
     reinterpret_cast<const void*>(&::braced_c),
     &::larder::detail::Entry<&::braced_c>::run,
     larder_keys_4, 1, 1, 0},
    {"outer::inner::internal_template<outer::inner::Step>", "_ZN5outer5inner17internal_templateINS0_14larder_unnamed4StepEEEvPT_", "input.cpp:15",
     reinterpret_cast<const void*>(&::outer::inner::internal_template<outer::inner::Step>),
     &::larder::detail::Entry<&::outer::inner::internal_template<outer::inner::Step>>::run,
     larder_keys_5, 1, 1, 0},
};
const ::larder::detail::Module larder_module("input.cpp", larder_kernels, 6, nullptr, 0,
    larder_kernel_list);
}  // namespace
