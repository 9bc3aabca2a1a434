#include <larder/kernel.h>
#ifdef __CUDA_ARCH__
LARDER_KERNEL void bad(int* out) { *out = 1; }  // expected-error {{exists in the device pass only}}
#endif
