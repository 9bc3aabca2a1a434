#include <larder/kernel.h>
__device__ int lane() {
  int id;
  asm("mov.u32 %0, %%laneid;" : "=r"(id));  // expected-error {{inline assembly in device code has no CPU variant}}
  return id;
}
LARDER_KERNEL void bad(int* out) { *out = lane(); }  // expected-note {{reached from kernel}}
