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
    "eae73453a170e9a19c9d2c09c6d531f1 0 outer::inner::unnamed" "\n"
    "215f2e5d541fb02ca34d2b0013baa91e 0 outer::inner::v2::versioned" "\n"
    "33d38d6ae9c976ab12581431efbdf381 0 outer::inner::internal" "\n"
    "b0f5d27a94486ff4dfacbdbd1f5ab0bf 0 plain_c" "\n"
    "d5aeddbd5240a0e44bd03e07497e246c 0 braced_c" "\n"
    "43aa21574f42e738f0830346d5956b40 0 outer::inner::internal_template<outer::inner::Step>" "\n"
    ;
const ::larder::detail::KernelKey larder_keys_0[] = {
    {0, {234, 231, 52, 83, 161, 112, 233, 161, 156, 157, 44, 9, 198, 213, 49, 241}},
};
const ::larder::detail::KernelKey larder_keys_1[] = {
    {0, {33, 95, 46, 93, 84, 31, 176, 44, 163, 77, 43, 0, 19, 186, 169, 30}},
};
const ::larder::detail::KernelKey larder_keys_2[] = {
    {0, {51, 211, 141, 106, 233, 201, 118, 171, 18, 88, 20, 49, 239, 189, 243, 129}},
};
const ::larder::detail::KernelKey larder_keys_3[] = {
    {0, {176, 245, 210, 122, 148, 72, 111, 244, 223, 172, 189, 189, 31, 90, 176, 191}},
};
const ::larder::detail::KernelKey larder_keys_4[] = {
    {0, {213, 174, 221, 189, 82, 64, 160, 228, 75, 208, 62, 7, 73, 126, 36, 108}},
};
const ::larder::detail::KernelKey larder_keys_5[] = {
    {0, {67, 170, 33, 87, 79, 66, 231, 56, 240, 131, 3, 70, 213, 149, 107, 64}},
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
