#include <larder/kernel.h>
LARDER_KERNEL LARDER_KERNEL_CUDA_ONLY void bad(int* out) { *out = 1; }  // expected-error {{marked as a kernel twice}}
