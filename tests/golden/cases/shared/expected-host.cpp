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

#define DECLARE_TILE(T, N) __shared__ T tile[N]
#define PROLOGUE           \
  __shared__ int first[4]; \
  const int lane = threadIdx.x % 32

struct Pair {
  int a, b;
};

typedef  float larder_dynamic_at_namespace_scope_type[];

namespace area {
typedef int larder_flag_type; static char larder_flag_id;
}

template <int N>
__device__ float in_device_function(float x) {
  typedef float larder_partial_type[N][2]; static char larder_partial_id; larder_partial_type& partial = ::larder::simulator::shared_variable<larder_partial_type>(&larder_partial_id);  // a comment stays
  partial[threadIdx.x % N][0] = x;
  __syncthreads();
  return partial[0][0];
}

template <class T, int N>
LARDER_KERNEL void kernel(T* out) {
  typedef T larder_tile_type [ N + 1 ]; static char larder_tile_id; larder_tile_type& tile = ::larder::simulator::shared_variable<larder_tile_type>(&larder_tile_id);
  typedef int larder_first_type [ 4 ] ; static char larder_first_id; larder_first_type& first = ::larder::simulator::shared_variable<larder_first_type>(&larder_first_id); const int lane = threadIdx . x % 32;
  typedef 
      T larder_several_type[N],
      larder_one_type; struct __attribute__ ( ( aligned ( 32 ) ) ) larder_several_align {}; static char larder_several_id; larder_several_type& several = ::larder::simulator::shared_variable<larder_several_type>(&larder_several_id, alignof(larder_several_align)); struct __attribute__ ( ( aligned ( 32 ) ) ) larder_one_align {}; static char larder_one_id; larder_one_type& one = ::larder::simulator::shared_variable<larder_one_type>(&larder_one_id, alignof(larder_one_align));
  typedef Pair larder_pair_type; static char larder_pair_id; larder_pair_type& pair = ::larder::simulator::shared_variable<larder_pair_type>(&larder_pair_id);
  typedef  int larder_counter_type; static char larder_counter_id; larder_counter_type& counter = ::larder::simulator::shared_variable<larder_counter_type>(&larder_counter_id);
  typedef  double larder_local_dynamic_type[]; larder_local_dynamic_type& local_dynamic = ::larder::simulator::dynamic_shared<larder_local_dynamic_type>();
  tile[0] = several[0] = one = T(lane);
  first[0] = pair.a = counter = (::larder::simulator::shared_variable<::area::larder_flag_type>(&::area::larder_flag_id)) = 1;
  local_dynamic[0] = (::larder::simulator::dynamic_shared<::larder_dynamic_at_namespace_scope_type>())[1];
  out[0] = tile[0] + in_device_function<N>(one);
}

template LARDER_KERNEL void kernel<float, 8>(float*);

#include <larder/detail/registry.h>
namespace {
__attribute__((section(".larder.kernels"), used)) const char larder_kernel_list[] =
    "0aa89a9f76382c5b7211754ad1bbea09 0 kernel<float, 8>\011fibers: calls __syncthreads" "\n"
    ;
const ::larder::detail::KernelKey larder_keys_0[] = {
    {0, {10, 168, 154, 159, 118, 56, 44, 91, 114, 17, 117, 74, 209, 187, 234, 9}},
};
constexpr void (*larder_kernel_0)(float *) = &::kernel<float, 8>;
LARDER_BEFORE_OTHERS const ::larder::detail::KernelRecord larder_kernels[] = {
    {"kernel<float, 8>", "_Z6kernelIfLi8EEvPT_", "input.cpp:27",
     reinterpret_cast<const void*>(larder_kernel_0),
     &::larder::detail::Entry<larder_kernel_0>::run,
     larder_keys_0, 1, 0,
     ::larder::detail::Lowering::kFibers,
     &::larder::detail::Entry<larder_kernel_0>::parameters},
};
LARDER_BEFORE_OTHERS const ::larder::detail::Module larder_module("input.cpp", larder_kernels, 1, nullptr, 0,
    larder_kernel_list);
}  // namespace
