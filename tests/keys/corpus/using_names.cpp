// Names that using-declarations and -directives bring in.
#include <larder/kernel.h>

namespace fine {
__device__ inline float step(float x) { return x * 0.1f; }
__device__ inline float halve(float x) { return x * 0.5f; }
constexpr int kCount = 3;
}  // namespace fine

namespace coarse {
__device__ inline float step(float x) { return x * 10; }
constexpr int kCount = 5;
}  // namespace coarse

__device__ inline float halve(double x) { return float(x) / 2 + 1; }

namespace work {
using fine::step;
using namespace coarse;

__device__ inline float walked(float x) { return step(x) + kCount; }
}  // namespace work

LARDER_KERNEL void walk(float* x) { x[0] = work::walked(x[0]); }

LARDER_KERNEL void halved(float* x) {
  using fine::halve;
  x[0] = halve(x[0]);
}
