// A plug-in without seals: the program's do not count for its kernels.
#include "tests/seal/module.h"

namespace {

LARDER_KERNEL void add(float* values) { values[threadIdx.x] += 1; }

LARDER_TEST_MODULE(add, 2)

}  // namespace
