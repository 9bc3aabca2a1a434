// Inline PTX becomes C++ in the host source: operands, macros, templates, guards, waiting.
#include <larder/kernel.h>

#define ADD(result, a, b) asm("add.u32 %0, %1, %2;" : "=r"(result) : "r"(a), "r"(b))

template <int Count>
__device__ unsigned rotated(unsigned value, int by) {
  unsigned out;
  asm volatile(
      "{\n\t"
      ".reg .pred p;\n\t"
      "setp.lt.u32 p, %1, 32;\n\t"
      "@p shf.l.wrap.b32 %0, %1, %1, %2;\n\t"
      "@!p mov.b32 %0, %3;\n\t"
      "}"
      : "=r"(out)
      : "r"(value), "r"(1 << by), "n"(Count)
      : "memory");
  return out;
}

// A plain loop: no thread waits.
LARDER_KERNEL void plain(unsigned* out, unsigned a) {
  unsigned sum;
  if (threadIdx.x > 3)
    ADD(sum, a, out[threadIdx.x]);
  else
    asm("mov.u32 %0, %%laneid;" : "=r"(sum));
  out[threadIdx.x] = sum;
}

LARDER_KERNEL void carries(unsigned* out) {
  asm("add.cc.u32 %0, %0, 1;" : "+r"(out[0]));
  asm("addc.u32 %0, %0, 0;" : "+r"(out[1]));
}

// Fibers: it meets other threads, or observes what they write.
LARDER_KERNEL void meets(unsigned* out) {
  asm volatile("bar.sync 0;" ::: "memory");
  out[threadIdx.x] = rotated<3>(threadIdx.x, 4);
}
LARDER_KERNEL void observes(const unsigned* flag, unsigned* out) {
  unsigned seen = 0;
  while (seen == 0) asm volatile("ld.volatile.global.u32 %0, [%1];" : "=r"(seen) : "l"(flag));
  *out = seen;
}

// PTX of a GPU alone.
LARDER_KERNEL_CUDA_ONLY void alone(unsigned* out) {
  asm("add.u32 %0, %0, 1;" : "+r"(out[0]));
  asm("unknown.u32 %0, %0, 1;" : "+r"(out[0]));
}
