// Aliases, inline namespaces and unnamed ones.
#include <larder/kernel.h>

namespace library {
inline namespace v1 {
__device__ inline int version(int x) { return x + 1; }
}  // namespace v1
namespace v2 {
__device__ inline int version(int x) { return x + 2; }
}  // namespace v2
}  // namespace library

namespace chosen = library::v1;

namespace {
constexpr int kHidden = 6;

__device__ int hidden(int x) { return x * kHidden; }

LARDER_KERNEL void hidden_kernel(int* x) { *x = hidden(*x); }
}  // namespace

LARDER_KERNEL void versioned(int* x) { *x = library::version(*x); }

LARDER_KERNEL void aliased(int* x) { *x = chosen::version(*x); }

static LARDER_KERNEL void file_local(int* x) { *x = hidden(*x) + 1; }

const void* host_kernels(int i) {
  return i == 0 ? reinterpret_cast<const void*>(&hidden_kernel)
                : reinterpret_cast<const void*>(&file_local);
}
