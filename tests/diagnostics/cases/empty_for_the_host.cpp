#include <larder/kernel.h>
#ifdef __CUDA_ARCH__
#define GPU_ONLY(...) __VA_ARGS__
#else
#define GPU_ONLY(...)
#endif
LARDER_KERNEL void guarded(int* out) {  // expected-error {{kernel guarded has an empty body where __CUDA_ARCH__ is not defined}}
  GPU_ONLY(*out = 7;)
}
LARDER_KERNEL void seen(int* out) {  // the host's pass sees __CUDA_ARCH__ in this body
#if defined(__CUDA_ARCH__) && __CUDA_ARCH__ >= 300
  *out = 7;
#endif
}
LARDER_KERNEL void empty(int*) {}
LARDER_KERNEL void other(int* out) {  // expected-warning {{differs between the GPU}}
#ifdef __CUDA_ARCH__
  *out = 7;
#else
  *out = 8;
#endif
}
LARDER_KERNEL_CUDA_ONLY void gpu(int* out) {
#ifdef __CUDA_ARCH__
  *out = 7;
#endif
}
