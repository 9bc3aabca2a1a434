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
LARDER_KERNEL void unnamed(int* out, Step step) {LARDER_THREADS(&, false) *out += step.by; LARDER_END_THREADS}
}  // namespace
inline namespace v2 {
LARDER_KERNEL void versioned(int* out) {LARDER_THREADS(&, false) *out = 2; LARDER_END_THREADS}
}  // namespace v2
static LARDER_KERNEL void internal(int* out) {LARDER_THREADS(&, false) *out = 3; LARDER_END_THREADS}
template <class T>
static LARDER_KERNEL void internal_template(T* out) {LARDER_THREADS(&, false) *out = T{4}; LARDER_END_THREADS}
}  // namespace outer::inner

extern "C" LARDER_KERNEL void plain_c(int* out) {LARDER_THREADS(&, false) *out = 5; LARDER_END_THREADS}
extern "C" {
LARDER_KERNEL void braced_c(int* out) {LARDER_THREADS(&, false) *out = 6; LARDER_END_THREADS}
}

void (*taken)(outer::inner::Step*) = outer::inner::internal_template<outer::inner::Step>;

#include <larder/detail/registry.h>
namespace {
__attribute__((section(".larder.kernels"), used)) const char larder_kernel_list[] =
    "056682edcf2e5a2ffbd180768771c5b1 0 outer::inner::unnamed\011plain" "\n"
    "ee68e8d1ccd0cf1153c497cbdd6984ae 0 outer::inner::v2::versioned\011plain" "\n"
    "38b50ac9558017c39ae3b845cd330b5f 0 outer::inner::internal\011plain" "\n"
    "1e9ba48eb1c12d62a460a2e0ec2cac44 0 plain_c\011plain" "\n"
    "08c72f2b72a7928e88510407fa59638d 0 braced_c\011plain" "\n"
    "693064e3aca4b2feb385ce420ecb32bf 0 outer::inner::internal_template<outer::inner::Step>\011plain" "\n"
    ;
const ::larder::detail::KernelKey larder_keys_0[] = {
    {0, {5, 102, 130, 237, 207, 46, 90, 47, 251, 209, 128, 118, 135, 113, 197, 177}},
};
const ::larder::detail::KernelKey larder_keys_1[] = {
    {0, {238, 104, 232, 209, 204, 208, 207, 17, 83, 196, 151, 203, 221, 105, 132, 174}},
};
const ::larder::detail::KernelKey larder_keys_2[] = {
    {0, {56, 181, 10, 201, 85, 128, 23, 195, 154, 227, 184, 69, 205, 51, 11, 95}},
};
const ::larder::detail::KernelKey larder_keys_3[] = {
    {0, {30, 155, 164, 142, 177, 193, 45, 98, 164, 96, 162, 224, 236, 44, 172, 68}},
};
const ::larder::detail::KernelKey larder_keys_4[] = {
    {0, {8, 199, 47, 43, 114, 167, 146, 142, 136, 81, 4, 7, 250, 89, 99, 141}},
};
const ::larder::detail::KernelKey larder_keys_5[] = {
    {0, {105, 48, 100, 227, 172, 164, 178, 254, 179, 133, 206, 66, 14, 203, 50, 191}},
};
constexpr void (*larder_kernel_0)(int *, outer::inner::Step) = &::outer::inner::unnamed;
constexpr void (*larder_kernel_1)(int *) = &::outer::inner::v2::versioned;
constexpr void (*larder_kernel_2)(int *) = &::outer::inner::internal;
constexpr void (*larder_kernel_3)(int *) = &::plain_c;
constexpr void (*larder_kernel_4)(int *) = &::braced_c;
constexpr void (*larder_kernel_5)(outer::inner::Step *) = &::outer::inner::internal_template<outer::inner::Step>;
LARDER_BEFORE_OTHERS const ::larder::detail::KernelRecord larder_kernels[] = {
    {"outer::inner::unnamed", "_ZN5outer5inner14larder_unnamed7unnamedEPiNS1_4StepE", "input.cpp:8",
     reinterpret_cast<const void*>(larder_kernel_0),
     &::larder::detail::Entry<larder_kernel_0>::run,
     larder_keys_0, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_0>::parameters},
    {"outer::inner::v2::versioned", "_ZN5outer5inner2v29versionedEPi", "input.cpp:11",
     reinterpret_cast<const void*>(larder_kernel_1),
     &::larder::detail::Entry<larder_kernel_1>::run,
     larder_keys_1, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_1>::parameters},
    {"outer::inner::internal", "_ZN5outer5inner8internalEPi", "input.cpp:13",
     reinterpret_cast<const void*>(larder_kernel_2),
     &::larder::detail::Entry<larder_kernel_2>::run,
     larder_keys_2, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_2>::parameters},
    {"plain_c", "plain_c", "input.cpp:18",
     reinterpret_cast<const void*>(larder_kernel_3),
     &::larder::detail::Entry<larder_kernel_3>::run,
     larder_keys_3, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_3>::parameters},
    {"braced_c", "braced_c", "input.cpp:20",
     reinterpret_cast<const void*>(larder_kernel_4),
     &::larder::detail::Entry<larder_kernel_4>::run,
     larder_keys_4, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_4>::parameters},
    {"outer::inner::internal_template<outer::inner::Step>", "_ZN5outer5inner17internal_templateINS0_14larder_unnamed4StepEEEvPT_", "input.cpp:15",
     reinterpret_cast<const void*>(larder_kernel_5),
     &::larder::detail::Entry<larder_kernel_5>::run,
     larder_keys_5, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_5>::parameters},
};
LARDER_BEFORE_OTHERS const ::larder::detail::Module larder_module("input.cpp", larder_kernels, 6, nullptr, 0,
    larder_kernel_list);
}  // namespace
