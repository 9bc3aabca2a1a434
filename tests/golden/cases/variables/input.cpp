#include <larder/kernel.h>

namespace model {
__constant__ float weights[4], bias = 1;
__device__ int counter;
static __device__ double accumulated = 2;
constexpr int kSize = 4;
const int kStep = 2;
}  // namespace model

LARDER_KERNEL void count(float* out) {
  atomicAdd(&model::counter, model::kStep);
  model::accumulated += 1;
  out[0] = model::weights[threadIdx.x % model::kSize];
}
LARDER_KERNEL void other(float* out) { out[0] = model::bias; }

// No kernel uses these. Host code names all but the last.
__constant__ float unused[2] = {1, 2};
namespace model {
extern __device__ int declared_first;
__device__ int declared_first = 3;
__device__ int unnamed;
}  // namespace model
const void* places[] = {&unused, &model::declared_first};
