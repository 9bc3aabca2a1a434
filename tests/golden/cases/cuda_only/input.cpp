#include <larder/kernel.h>

__device__ unsigned lane() {
  unsigned id;
  asm("mov.u32 %0, %%laneid;" : "=r"(id));
  return id;
}
LARDER_KERNEL_CUDA_ONLY void lanes(unsigned* out, int) {
  out[threadIdx.x] = lane();
}
