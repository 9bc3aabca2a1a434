#include <larder/kernel.h>

#define DECLARE_TILE(T, N) __shared__ T tile[N]
#define PROLOGUE           \
  __shared__ int first[4]; \
  const int lane = threadIdx.x % 32

struct Pair {
  int a, b;
};

extern __shared__ float dynamic_at_namespace_scope[];

namespace area {
__shared__ int flag;
}

template <int N>
__device__ float in_device_function(float x) {
  __shared__ float partial[N][2];  // a comment stays
  partial[threadIdx.x % N][0] = x;
  __syncthreads();
  return partial[0][0];
}

template <class T, int N>
LARDER_KERNEL void kernel(T* out) {
  DECLARE_TILE(T, N + 1);
  PROLOGUE;
  __shared__ __align__(32)
      T several[N],
      one;
  __shared__ Pair pair;
  static __shared__ int counter;
  extern __shared__ double local_dynamic[];
  tile[0] = several[0] = one = T(lane);
  first[0] = pair.a = counter = area::flag = 1;
  local_dynamic[0] = dynamic_at_namespace_scope[1];
  out[0] = tile[0] + in_device_function<N>(one);
}

template LARDER_KERNEL void kernel<float, 8>(float*);
