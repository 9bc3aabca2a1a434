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
    "1279f6c16ca7a1be341c81e0b0f38cbb 0 outer::inner::unnamed" "\n"
    "b02350d25791ae886c621486f4bb322e 0 outer::inner::v2::versioned" "\n"
    "951738a1b19b877ae7437e8fc90f4134 0 outer::inner::internal" "\n"
    "24b1053f315b422bdc09154c75542dae 0 plain_c" "\n"
    "1641e4ff193b15dc86a3801c8a20a3dc 0 braced_c" "\n"
    "9724890031459861754428ee8c5a42cd 0 outer::inner::internal_template<outer::inner::Step>" "\n"
    ;
const ::larder::detail::KernelKey larder_keys_0[] = {
    {0, {18, 121, 246, 193, 108, 167, 161, 190, 52, 28, 129, 224, 176, 243, 140, 187}},
};
const ::larder::detail::KernelKey larder_keys_1[] = {
    {0, {176, 35, 80, 210, 87, 145, 174, 136, 108, 98, 20, 134, 244, 187, 50, 46}},
};
const ::larder::detail::KernelKey larder_keys_2[] = {
    {0, {149, 23, 56, 161, 177, 155, 135, 122, 231, 67, 126, 143, 201, 15, 65, 52}},
};
const ::larder::detail::KernelKey larder_keys_3[] = {
    {0, {36, 177, 5, 63, 49, 91, 66, 43, 220, 9, 21, 76, 117, 84, 45, 174}},
};
const ::larder::detail::KernelKey larder_keys_4[] = {
    {0, {22, 65, 228, 255, 25, 59, 21, 220, 134, 163, 128, 28, 138, 32, 163, 220}},
};
const ::larder::detail::KernelKey larder_keys_5[] = {
    {0, {151, 36, 137, 0, 49, 69, 152, 97, 117, 68, 40, 238, 140, 90, 66, 205}},
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
