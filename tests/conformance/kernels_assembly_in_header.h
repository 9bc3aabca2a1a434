// Inline PTX in a header.
#ifndef LARDER_TESTS_CONFORMANCE_KERNELS_ASSEMBLY_IN_HEADER_H
#define LARDER_TESTS_CONFORMANCE_KERNELS_ASSEMBLY_IN_HEADER_H

#include <larder/larder.h>

namespace from_header {

__device__ inline unsigned one_more(unsigned x, unsigned& lane) {
  asm("add.u32 %0, %0, 1; mov.u32 %1, %laneid;" : "+r"(x), "=r"(lane));
  return x;
}

}  // namespace from_header

#endif  // LARDER_TESTS_CONFORMANCE_KERNELS_ASSEMBLY_IN_HEADER_H
