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
    "0c20120a879d480697d4a3f44b41187f 0 outer::inner::unnamed" "\n"
    "afe6a92ef010414762424e91e59df6c9 0 outer::inner::v2::versioned" "\n"
    "016cb69c3fa316ee60f3dadcf851b26b 0 outer::inner::internal" "\n"
    "f0768f6573ac50b8b41fddef47d3dd7e 0 plain_c" "\n"
    "19b06f931894b36cabc7e79a0d7c566c 0 braced_c" "\n"
    "1fc30bf5cfe98a06af6ab54f2b243b35 0 outer::inner::internal_template<outer::inner::Step>" "\n"
    ;
const ::larder::detail::KernelKey larder_keys_0[] = {
    {0, {12, 32, 18, 10, 135, 157, 72, 6, 151, 212, 163, 244, 75, 65, 24, 127}},
};
const ::larder::detail::KernelKey larder_keys_1[] = {
    {0, {175, 230, 169, 46, 240, 16, 65, 71, 98, 66, 78, 145, 229, 157, 246, 201}},
};
const ::larder::detail::KernelKey larder_keys_2[] = {
    {0, {1, 108, 182, 156, 63, 163, 22, 238, 96, 243, 218, 220, 248, 81, 178, 107}},
};
const ::larder::detail::KernelKey larder_keys_3[] = {
    {0, {240, 118, 143, 101, 115, 172, 80, 184, 180, 31, 221, 239, 71, 211, 221, 126}},
};
const ::larder::detail::KernelKey larder_keys_4[] = {
    {0, {25, 176, 111, 147, 24, 148, 179, 108, 171, 199, 231, 154, 13, 124, 86, 108}},
};
const ::larder::detail::KernelKey larder_keys_5[] = {
    {0, {31, 195, 11, 245, 207, 233, 138, 6, 175, 106, 181, 79, 43, 36, 59, 53}},
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
const ::larder::detail::Module larder_module("input.cpp", larder_kernels, 6, nullptr, 0);
}  // namespace
