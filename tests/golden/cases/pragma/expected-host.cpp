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
LARDER_KERNEL void sum(float* out, const float* in) {
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
}
template <int N>
LARDER_KERNEL void product(float* out, const float* in) {
#pragma unroll(half(N) * TWICE(1))
  for (int i = 0; i < N; ++i) out[0] *= in[i];
#pragma unroll N
  for (int i = 0; i < N; ++i) out[1] *= in[i];
}
template LARDER_KERNEL void product<6>(float*, const float*);

#include <larder/detail/registry.h>
namespace {
__attribute__((section(".larder.kernels"), used)) const char larder_kernel_list[] =
    "ef570c3f43f851e678f709649bacb97b 0 sum" "\n"
    "6c0f484db40e3a280a11976b7939e928 0 product<6>" "\n"
    ;
const ::larder::detail::KernelKey larder_keys_0[] = {
    {0, {239, 87, 12, 63, 67, 248, 81, 230, 120, 247, 9, 100, 155, 172, 185, 123}},
};
const ::larder::detail::KernelKey larder_keys_1[] = {
    {0, {108, 15, 72, 77, 180, 14, 58, 40, 10, 17, 151, 107, 121, 57, 233, 40}},
};
const ::larder::detail::KernelRecord larder_kernels[] = {
    {"sum", "_Z3sumPfPKf", "input.cpp:11",
     reinterpret_cast<const void*>(&::sum),
     &::larder::detail::Entry<&::sum>::run,
     larder_keys_0, 1, 2, 0},
    {"product<6>", "_Z7productILi6EEvPfPKf", "input.cpp:31",
     reinterpret_cast<const void*>(&::product<6>),
     &::larder::detail::Entry<&::product<6>>::run,
     larder_keys_1, 1, 2, 0},
};
const ::larder::detail::Module larder_module("input.cpp", larder_kernels, 2, nullptr, 0,
    larder_kernel_list);
}  // namespace
