// A library with a kernel, which a program links.
#include "tests/seal/module.h"

namespace {

LARDER_KERNEL void add(float* values) { values[threadIdx.x] += 1; }

LARDER_TEST_MODULE(add, 2)

}  // namespace

int linked_library() { return 1; }
