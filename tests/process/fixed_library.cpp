// A library that binds its functions to itself (-Bsymbolic-functions).
#include "tests/process/fixed.h"
#include "tests/seal/module.h"

extern "C" LARDER_KERNEL void set_to_42(int* value) {
  __syncthreads();
  if (threadIdx.x == blockDim.x - 1) *value = 42;
}

namespace {

LARDER_TEST_MODULE(set_to_42, 1)

}  // namespace
