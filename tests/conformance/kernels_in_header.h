// Kernels and device code in a header that several sources include.
#ifndef LARDER_TESTS_CONFORMANCE_KERNELS_IN_HEADER_H
#define LARDER_TESTS_CONFORMANCE_KERNELS_IN_HEADER_H

#include <larder/larder.h>

namespace from_header {

struct Scale {
  float factor;
  __host__ __device__ float operator()(float x) const { return factor * x; }
};

__host__ __device__ constexpr int twice(int x) { return 2 * x; }

template <class Function>
LARDER_KERNEL void map(const float* in, float* out, int n, Function function) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) out[i] = function(in[i]);
}

[[maybe_unused]] static LARDER_KERNEL void fill_twice(int* out) {
  out[threadIdx.x] = twice(threadIdx.x);
}

}  // namespace from_header

// Defined in kernels_templates.cpp, launched from launch_elsewhere_test.cpp as well.
LARDER_KERNEL void defined_elsewhere(int* out, int value);
template <int Step>
LARDER_KERNEL void instantiated_elsewhere(int* out);

#endif  // LARDER_TESTS_CONFORMANCE_KERNELS_IN_HEADER_H
