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
#define FACTOR 4
#define TWICE(n) ((n) * 2)
#define UNROLL _Pragma("unroll")
#define UNROLLED(n) _Pragma(TEXT(unroll n))
#define TEXT(words) #words
#define ROWS(count)                                   \
  UNROLL for (int i = 0; i < 4; ++i) total += in[i]; \
  UNROLLED(count) for (int i = 0; i < 4; ++i) total -= in[i];
constexpr int half(int n) { return n / 2; }
LARDER_KERNEL void sum(float* out, const float* in) {LARDER_THREADS(&, false)
  float total = 0;
#pragma unroll FACTOR
  for (int i = 0; i < 16; ++i) total += in[i];
#pragma unroll
  for (int i = 0; i < 4; ++i)
    total *= in[i];
#pragma unroll \
    8
  for (int i = 0; i < 16; ++i) total += in[i];
#pragma unroll(TWICE(FACTOR + 1))  // a remark
  for (int i = 0; i < 16; ++i) total += in[i];
#pragma /* a remark */ unroll half(6) + 1
  for (int i = 0; i < 16; ++i) total += in[i];
  ROWS(FACTOR)
#pragma GCC unroll 2
  for (int i = 0; i < 2; ++i) total += in[i];
  out[0] = total;
LARDER_END_THREADS}
template <int N>
LARDER_KERNEL void product(float* out, const float* in) {LARDER_THREADS(&, false)
#pragma unroll(half(N) * TWICE(1))
  for (int i = 0; i < N; ++i) out[0] *= in[i];
#pragma unroll N
  for (int i = 0; i < N; ++i) out[1] *= in[i];
LARDER_END_THREADS}
template LARDER_KERNEL void product<6>(float*, const float*);

#include <larder/detail/registry.h>
namespace {
__attribute__((section(".larder.kernels"), used)) const char larder_kernel_list[] =
    "f9b5cedcfeedf50b8d051896b313bad5 0 sum\011plain" "\n"
    "39462874b92ed3bbc6e4337374c0f6ee 0 product<6>\011plain" "\n"
    ;
const ::larder::detail::KernelKey larder_keys_0[] = {
    {0, {249, 181, 206, 220, 254, 237, 245, 11, 141, 5, 24, 150, 179, 19, 186, 213}},
};
const ::larder::detail::KernelKey larder_keys_1[] = {
    {0, {57, 70, 40, 116, 185, 46, 211, 187, 198, 228, 51, 115, 116, 192, 246, 238}},
};
constexpr void (*larder_kernel_0)(float *, const float *) = &::sum;
constexpr void (*larder_kernel_1)(float *, const float *) = &::product<6>;
LARDER_BEFORE_OTHERS const ::larder::detail::KernelRecord larder_kernels[] = {
    {"sum", "_Z3sumPfPKf", "input.cpp:11",
     reinterpret_cast<const void*>(larder_kernel_0),
     &::larder::detail::Entry<larder_kernel_0>::run,
     larder_keys_0, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_0>::parameters},
    {"product<6>", "_Z7productILi6EEvPfPKf", "input.cpp:31",
     reinterpret_cast<const void*>(larder_kernel_1),
     &::larder::detail::Entry<larder_kernel_1>::run,
     larder_keys_1, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_1>::parameters},
};
LARDER_BEFORE_OTHERS const ::larder::detail::Module larder_module("input.cpp", larder_kernels, 2, nullptr, 0,
    larder_kernel_list);
}  // namespace
