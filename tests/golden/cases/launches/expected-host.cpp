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
enum cudaError : int;
extern "C" cudaError cudaGetLastError();

__global__ void fill(float* values, float value = 1) { if (const auto larder_launch = ::larder::detail::pending_launch) { void* larder_arguments[] = {::larder::detail::argument_address(values), ::larder::detail::argument_address(value), nullptr}; return larder_launch(::larder::detail::kernel_handle<void (typename ::larder::detail::Unqualified<decltype(values)>::Type, typename ::larder::detail::Unqualified<decltype(value)>::Type)>(&::fill), larder_arguments); }LARDER_THREADS(&, false) values[threadIdx.x] = value; LARDER_END_THREADS}
__global__ void fill(int* values, int larder_p1 ) { if (const auto larder_launch = ::larder::detail::pending_launch) { void* larder_arguments[] = {::larder::detail::argument_address(values), ::larder::detail::argument_address(larder_p1), nullptr}; return larder_launch(::larder::detail::kernel_handle<void (typename ::larder::detail::Unqualified<decltype(values)>::Type, typename ::larder::detail::Unqualified<decltype(larder_p1)>::Type)>(&::fill), larder_arguments); }LARDER_THREADS(&, false) values[threadIdx.x] = 0; LARDER_END_THREADS}
template <class T, int Step, class  larder_t2 = void>
__global__ static void add(T* values, T addend) { if (const auto larder_launch = ::larder::detail::pending_launch) { void* larder_arguments[] = {::larder::detail::argument_address(values), ::larder::detail::argument_address(addend), nullptr}; return larder_launch(::larder::detail::kernel_handle(&::add<T, Step, larder_t2>), larder_arguments); }
  typedef T larder_sum_type; static char larder_sum_id; larder_sum_type& sum = ::larder::simulator::shared_variable<larder_sum_type>(&larder_sum_id);
  if (threadIdx.x == 0) sum = addend + Step;
  __syncthreads();
  values[threadIdx.x] += sum;
}
template <class... Values>
__global__ static void take(float* out, Values... values) { if (const auto larder_launch = ::larder::detail::pending_launch) { void* larder_arguments[] = {::larder::detail::argument_address(out), ::larder::detail::argument_address(values)..., nullptr}; return larder_launch(::larder::detail::kernel_handle(&::take<Values...>), larder_arguments); }LARDER_THREADS(&, false) out[0] = (0 + ... + values); LARDER_END_THREADS}
LARDER_KERNEL_CUDA_ONLY void gpu_only(unsigned* out) { if (const auto larder_launch = ::larder::detail::pending_launch) { void* larder_arguments[] = {::larder::detail::argument_address(out), nullptr}; return larder_launch(::larder::detail::kernel_handle<void (typename ::larder::detail::Unqualified<decltype(out)>::Type)>(&::gpu_only), larder_arguments); } (void)out; __builtin_trap(); }    
namespace {
struct Scaler {
  static __global__ void scale(float* values, float factor) { if (const auto larder_launch = ::larder::detail::pending_launch) { void* larder_arguments[] = {::larder::detail::argument_address(values), ::larder::detail::argument_address(factor), nullptr}; return larder_launch(::larder::detail::kernel_handle<void (typename ::larder::detail::Unqualified<decltype(values)>::Type, typename ::larder::detail::Unqualified<decltype(factor)>::Type)>(&::Scaler::scale), larder_arguments); }LARDER_THREADS(&, false) values[threadIdx.x] *= factor; LARDER_END_THREADS}
};
}  // namespace

#define LAUNCH(kernel, blocks, ...) kernel<<<blocks, 32>>>(__VA_ARGS__)

template <class T>
void in_template(T* values) {
  (__cudaPushCallConfiguration(dim3 ( 1 ) , dim3 ( 2 , 2 ) , 16) ? void() : add<T, 2>   (values, T{3}), larder_end_launch());
}

void run(float* values, int* numbers, unsigned* lane, CUstream_st* stream) {
  (__cudaPushCallConfiguration(1 , 32) ? void() : fill (values), larder_end_launch());
  (__cudaPushCallConfiguration(1 , 32 , 0 , stream) ? void() : fill   (numbers, 0), larder_end_launch());
  (__cudaPushCallConfiguration(1 , 32) ? void() : add<float, 1>
      
         (values, 2), larder_end_launch());  // over lines
  in_template(values);
  (__cudaPushCallConfiguration(4 , 32) ? void() : take ( values , 1 , 2.5 ), larder_end_launch());
  (__cudaPushCallConfiguration(1 , 32) ? void() : Scaler::scale (values, 2), larder_end_launch());
  void (*chosen)(float*, float) = fill;
  if (values != nullptr)
    (__cudaPushCallConfiguration(1 , 32) ? void() : chosen (values, 3), larder_end_launch());
  else
    (__cudaPushCallConfiguration(1 , 1) ? void() : gpu_only (lane), larder_end_launch());
}

#include <larder/detail/registry.h>
namespace {
__attribute__((section(".larder.kernels"), used)) const char larder_kernel_list[] =
    "1bc62732da3bb7c0dab1fceaade99dde 0 fill\011plain" "\n"
    "c5b1252fded9a2d22cbc031d9fbb624d 0 fill\011plain" "\n"
    "04a5954ab957a8625a965bdb939b8622 0! gpu_only" "\n"
    "cb1d2f6da632dbbc3c41e0c6cc60932e 0 Scaler::scale\011plain" "\n"
    "eb9243f1b4589df9a58f49b4d18ac3e9 0 add<float, 1, void>\011fibers: calls __syncthreads" "\n"
    "522bde8042a6b076c79271d8fb4d7411 0 add<float, 2, void>\011fibers: calls __syncthreads" "\n"
    "7b2475961c5cbe6a897cb1ecb7c2e1be 0 take<int, double>\011plain" "\n"
    ;
const ::larder::detail::KernelKey larder_keys_0[] = {
    {0, {27, 198, 39, 50, 218, 59, 183, 192, 218, 177, 252, 234, 173, 233, 157, 222}},
};
const ::larder::detail::KernelKey larder_keys_1[] = {
    {0, {197, 177, 37, 47, 222, 217, 162, 210, 44, 188, 3, 29, 159, 187, 98, 77}},
};
const ::larder::detail::KernelKey larder_keys_2[] = {
    {0, {4, 165, 149, 74, 185, 87, 168, 98, 90, 150, 91, 219, 147, 155, 134, 34}},
};
const ::larder::detail::KernelKey larder_keys_3[] = {
    {0, {203, 29, 47, 109, 166, 50, 219, 188, 60, 65, 224, 198, 204, 96, 147, 46}},
};
const ::larder::detail::KernelKey larder_keys_4[] = {
    {0, {235, 146, 67, 241, 180, 88, 157, 249, 165, 143, 73, 180, 209, 138, 195, 233}},
};
const ::larder::detail::KernelKey larder_keys_5[] = {
    {0, {82, 43, 222, 128, 66, 166, 176, 118, 199, 146, 113, 216, 251, 77, 116, 17}},
};
const ::larder::detail::KernelKey larder_keys_6[] = {
    {0, {123, 36, 117, 150, 28, 92, 190, 106, 137, 124, 177, 236, 183, 194, 225, 190}},
};
constexpr void (*larder_kernel_0)(float *, float) = &::fill;
constexpr void (*larder_kernel_1)(int *, int) = &::fill;
constexpr void (*larder_kernel_2)(unsigned int *) = &::gpu_only;
constexpr void (*larder_kernel_3)(float *, float) = &::Scaler::scale;
constexpr void (*larder_kernel_4)(float *, float) = &::add<float, 1, void>;
constexpr void (*larder_kernel_5)(float *, float) = &::add<float, 2, void>;
constexpr void (*larder_kernel_6)(float *, int, double) = &::take<int, double>;
LARDER_BEFORE_OTHERS const ::larder::detail::KernelRecord larder_kernels[] = {
    {"fill", "_Z4fillPff", "input.cpp:5",
     reinterpret_cast<const void*>(larder_kernel_0),
     &::larder::detail::Entry<larder_kernel_0>::run,
     larder_keys_0, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_0>::parameters},
    {"fill", "_Z4fillPii", "input.cpp:6",
     reinterpret_cast<const void*>(larder_kernel_1),
     &::larder::detail::Entry<larder_kernel_1>::run,
     larder_keys_1, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_1>::parameters},
    {"gpu_only", "_Z8gpu_onlyPj", "input.cpp:16",
     reinterpret_cast<const void*>(larder_kernel_2),
     nullptr,
     larder_keys_2, 1, 0,
     ::larder::detail::Lowering::kFibers,
     &::larder::detail::Entry<larder_kernel_2>::parameters},
    {"Scaler::scale", "_ZN14larder_unnamed6Scaler5scaleEPff", "input.cpp:19",
     reinterpret_cast<const void*>(larder_kernel_3),
     &::larder::detail::Entry<larder_kernel_3>::run,
     larder_keys_3, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_3>::parameters},
    {"add<float, 1, void>", "_Z3addIfLi1EvEvPT_S0_", "input.cpp:8",
     reinterpret_cast<const void*>(larder_kernel_4),
     &::larder::detail::Entry<larder_kernel_4>::run,
     larder_keys_4, 1, 0,
     ::larder::detail::Lowering::kFibers,
     &::larder::detail::Entry<larder_kernel_4>::parameters},
    {"add<float, 2, void>", "_Z3addIfLi2EvEvPT_S0_", "input.cpp:8",
     reinterpret_cast<const void*>(larder_kernel_5),
     &::larder::detail::Entry<larder_kernel_5>::run,
     larder_keys_5, 1, 0,
     ::larder::detail::Lowering::kFibers,
     &::larder::detail::Entry<larder_kernel_5>::parameters},
    {"take<int, double>", "_Z4takeIJidEEvPfDpT_", "input.cpp:15",
     reinterpret_cast<const void*>(larder_kernel_6),
     &::larder::detail::Entry<larder_kernel_6>::run,
     larder_keys_6, 1, 0,
     ::larder::detail::Lowering::kPlain,
     &::larder::detail::Entry<larder_kernel_6>::parameters},
};
LARDER_BEFORE_OTHERS const ::larder::detail::Module larder_module("input.cpp", larder_kernels, 7, nullptr, 0,
    larder_kernel_list);
}  // namespace
