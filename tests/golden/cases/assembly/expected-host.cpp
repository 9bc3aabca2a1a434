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
// Inline PTX becomes C++ in the host source: operands, macros, templates, guards, waiting.
#include <larder/kernel.h>

#define ADD(result, a, b) asm("add.u32 %0, %1, %2;" : "=r"(result) : "r"(a), "r"(b))

template <int Count>
__device__ unsigned rotated(unsigned value, int by) {
  unsigned out;
  { 
      
      
      
      
      
      
       auto&& larder_out_0 =(out); [[maybe_unused]] ::std::uint32_t larder_0{};
       [[maybe_unused]] ::std::uint32_t larder_1 = ::larder::simulator::ptx::take<::std::uint32_t>(value); [[maybe_unused]] ::std::uint32_t larder_2 = ::larder::simulator::ptx::take<::std::uint32_t>(::larder::simulator::shift_left(1 , by)); [[maybe_unused]] long long larder_3 = ::larder::simulator::ptx::take<long long>(Count);
       [[maybe_unused]] bool larder_p{}; larder_p = (larder_1 < ::std::uint32_t{32}); if (larder_p) { larder_0 = ::__funnelshift_l(larder_1, larder_1, larder_2); } if (!larder_p) { larder_0 = static_cast<::std::uint32_t>(larder_3); } ::larder::simulator::ptx::clobber_memory(false); ::larder::simulator::ptx::give(larder_out_0, larder_0); }
  return out;
}

// A plain loop: no thread waits.
LARDER_KERNEL void plain(unsigned* out, unsigned a) {LARDER_THREADS(&, true)
  unsigned sum;
  if (threadIdx.x > 3)
    { auto&& larder_out_0 = ( sum ); [[maybe_unused]] ::std::uint32_t larder_0{}; [[maybe_unused]] ::std::uint32_t larder_1 = ::larder::simulator::ptx::take<::std::uint32_t> ( a ); [[maybe_unused]] ::std::uint32_t larder_2 = ::larder::simulator::ptx::take<::std::uint32_t> ( out [ threadIdx . x ] ); larder_0 = ::larder::simulator::ptx::add(larder_1, larder_2); ::larder::simulator::ptx::give(larder_out_0, larder_0); }
  else
    {  auto&& larder_out_0 =(sum); [[maybe_unused]] ::std::uint32_t larder_0{};larder_0 = ::larder::simulator::ptx::lane_number(); ::larder::simulator::ptx::give(larder_out_0, larder_0); }
  out[threadIdx.x] = sum;
LARDER_END_THREADS}

LARDER_KERNEL void carries(unsigned* out) {LARDER_THREADS(&, false)
  {  auto&& larder_out_0 =(out[0]); [[maybe_unused]] ::std::uint32_t larder_0 = ::larder::simulator::ptx::take<::std::uint32_t>(larder_out_0);::larder::simulator::ptx::Carry larder_carry; larder_0 = ::larder::simulator::ptx::add_setting(larder_0, ::std::uint32_t{1}, larder_carry); ::larder::simulator::ptx::give(larder_out_0, larder_0); }
  {  auto&& larder_out_0 =(out[1]); [[maybe_unused]] ::std::uint32_t larder_0 = ::larder::simulator::ptx::take<::std::uint32_t>(larder_out_0);::larder::simulator::ptx::Carry larder_carry; larder_0 = ::larder::simulator::ptx::add_carried(larder_0, ::std::uint32_t{0}, larder_carry); ::larder::simulator::ptx::give(larder_out_0, larder_0); }
LARDER_END_THREADS}

// Fibers: it meets other threads, or observes what they write.
LARDER_KERNEL void meets(unsigned* out) {
  {   ::__syncthreads(); ::larder::simulator::ptx::clobber_memory(false); }
  out[threadIdx.x] = rotated<3>(threadIdx.x, 4);
}
LARDER_KERNEL void observes(const unsigned* flag, unsigned* out) {
  unsigned seen = 0;
  while (seen == 0) {   auto&& larder_out_0 =(seen); [[maybe_unused]] ::std::uint32_t larder_0{};  [[maybe_unused]] ::std::uint64_t larder_1 = ::larder::simulator::ptx::take<::std::uint64_t>(flag);larder_0 = ::larder::simulator::ptx::load_again(::larder::simulator::ptx::pointer<const ::std::uint32_t>(larder_1)); ::larder::simulator::ptx::give(larder_out_0, larder_0); }
  *out = seen;
}

// PTX of a GPU alone.
LARDER_KERNEL_CUDA_ONLY void alone(unsigned* out) { (void)out; __builtin_trap(); }
    
    


#include <larder/detail/registry.h>
namespace {
__attribute__((section(".larder.kernels"), used)) const char larder_kernel_list[] =
    "0d589ea06a5e5b4f39ca6ab28c7798d8 0 plain\011plain" "\n"
    "66745fac49f1ec6504dd868aa0d31b9c 0 carries\011plain" "\n"
    "a42831f090ca4e802ea5682b12c364aa 0 meets\011fibers: has inline PTX that waits" "\n"
    "4a8b48afad113911fc2fa871c7357bf1 0 observes\011fibers: has inline PTX in a loop, which reads what others may write" "\n"
    "cc14452291142b1b1a0580eab7c45008 0! alone" "\n"
    ;
const ::larder::detail::KernelKey larder_keys_0[] = {
    {0, {13, 88, 158, 160, 106, 94, 91, 79, 57, 202, 106, 178, 140, 119, 152, 216}},
};
const ::larder::detail::KernelKey larder_keys_1[] = {
    {0, {102, 116, 95, 172, 73, 241, 236, 101, 4, 221, 134, 138, 160, 211, 27, 156}},
};
const ::larder::detail::KernelKey larder_keys_2[] = {
    {0, {164, 40, 49, 240, 144, 202, 78, 128, 46, 165, 104, 43, 18, 195, 100, 170}},
};
const ::larder::detail::KernelKey larder_keys_3[] = {
    {0, {74, 139, 72, 175, 173, 17, 57, 17, 252, 47, 168, 113, 199, 53, 123, 241}},
};
const ::larder::detail::KernelKey larder_keys_4[] = {
    {0, {204, 20, 69, 34, 145, 20, 43, 27, 26, 5, 128, 234, 183, 196, 80, 8}},
};
constexpr void (*larder_kernel_0)(unsigned int *, unsigned int) = &::plain;
constexpr void (*larder_kernel_1)(unsigned int *) = &::carries;
constexpr void (*larder_kernel_2)(unsigned int *) = &::meets;
constexpr void (*larder_kernel_3)(const unsigned int *, unsigned int *) = &::observes;
constexpr void (*larder_kernel_4)(unsigned int *) = &::alone;
LARDER_BEFORE_OTHERS const ::larder::detail::KernelRecord larder_kernels[] = {
    {"plain", "_Z5plainPjj", "input.cpp:23",
     reinterpret_cast<const void*>(larder_kernel_0),
     &::larder::detail::Entry<larder_kernel_0>::run,
     larder_keys_0, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_0>::parameters},
    {"carries", "_Z7carriesPj", "input.cpp:32",
     reinterpret_cast<const void*>(larder_kernel_1),
     &::larder::detail::Entry<larder_kernel_1>::run,
     larder_keys_1, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_1>::parameters},
    {"meets", "_Z5meetsPj", "input.cpp:38",
     reinterpret_cast<const void*>(larder_kernel_2),
     &::larder::detail::Entry<larder_kernel_2>::run,
     larder_keys_2, 1, 0,
     ::larder::detail::Lowering::kFibers,
     &::larder::detail::Entry<larder_kernel_2>::parameters},
    {"observes", "_Z8observesPKjPj", "input.cpp:42",
     reinterpret_cast<const void*>(larder_kernel_3),
     &::larder::detail::Entry<larder_kernel_3>::run,
     larder_keys_3, 1, 0,
     ::larder::detail::Lowering::kFibers,
     &::larder::detail::Entry<larder_kernel_3>::parameters},
    {"alone", "_Z5alonePj", "input.cpp:49",
     reinterpret_cast<const void*>(larder_kernel_4),
     nullptr,
     larder_keys_4, 1, 0,
     ::larder::detail::Lowering::kFibers,
     &::larder::detail::Entry<larder_kernel_4>::parameters},
};
LARDER_BEFORE_OTHERS const ::larder::detail::Module larder_module("input.cpp", larder_kernels, 5, nullptr, 0,
    larder_kernel_list);
}  // namespace
