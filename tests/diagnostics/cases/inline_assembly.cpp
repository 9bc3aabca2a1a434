#include <larder/kernel.h>
// Each refusal names what the CPU variant lacks; PTX that it has is no error.
__device__ int lane() {
  int id;
  asm("mov.u32 %0, %%laneid;" : "=r"(id));
  return id;
}
__device__ void multiply(int* d, int a) {
  asm volatile("mov.u32 %0, 1;\n\t"
               "mma.sync.aligned.m8n8k16.row.col.s32.s8.s8.s32 {%0, %1}, {%2}, {%2}, {%0, %1};" : "+r"(d[0]), "+r"(d[1]) : "r"(a));  // expected-error@-1 {{inline assembly in device code has no CPU variant for 'mma'; mark kernel 'unknown_opcode' LARDER_KERNEL_CUDA_ONLY, or give}}
}
LARDER_KERNEL void unknown_opcode(int* out) { multiply(out, lane()); }  // expected-note {{reached from kernel}}
template <class T>
__device__ T sum(T a, T b) {
  asm("add.cluster.u32 %0, %0, %1;" : "+r"(a) : "r"(b));  // expected-error {{no CPU variant for '.cluster' of 'add'}}
  return a;
}
LARDER_KERNEL void unknown_modifier(int* out) { *out = sum(1, 2); }  // expected-note {{reached from kernel}}
LARDER_KERNEL void label(int* out) {  // expected-note {{reached from kernel}}
  asm("again: add.u32 %0, %0, 1; bra again;" : "+r"(*out));  // expected-error {{for label 'again'}}
}
LARDER_KERNEL_CUDA_ONLY void marked(int* out) { asm("bra elsewhere;" : "+r"(*out)); }
__device__ void not_reached(int* out) { asm("bra elsewhere;" : "+r"(*out)); }
