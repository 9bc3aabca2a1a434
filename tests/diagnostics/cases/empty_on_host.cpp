#include <larder/kernel.h>
# 1 "toolkit.h" 1 3
#ifdef __CUDA_ARCH__
#define FOR_GPUS_ALONE { *out = 7; }
#else
#define FOR_GPUS_ALONE {}
#endif
namespace toolkit {
template <class T> static __device__ inline void fill(T* out) FOR_GPUS_ALONE
__device__ inline int seven() { return 7; }
}
# 13 "input.cpp" 2
LARDER_KERNEL void bad(int* out) { toolkit::fill(out); }  // expected-error {{kernel 'bad' calls 'fill<int>', whose header has code for GPUs alone}}
LARDER_KERNEL void good(int* out) { *out = toolkit::seven(); }
LARDER_KERNEL_CUDA_ONLY void gpu(int* out) { toolkit::fill(out); }
