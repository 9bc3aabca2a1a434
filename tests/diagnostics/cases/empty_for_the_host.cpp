#include <larder/kernel.h>
LARDER_KERNEL void guarded(int* out) {  // expected-error {{kernel guarded has an empty body where __CUDA_ARCH__ is not defined}}
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
