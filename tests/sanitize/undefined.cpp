// Kernels with undefined arithmetic, each in the line that is marked `// bug: NAME`.
#include <climits>
#include <vector>

#include "program.h"
#include "right.h"

namespace {

LARDER_KERNEL void overflow(const int* in, int* out) {
  out[threadIdx.x] = in[threadIdx.x] + 1;  // bug: overflow
}

LARDER_KERNEL void division(const int* in, int* out) {
  __syncthreads();
  out[threadIdx.x] = 100 / in[threadIdx.x];  // bug: division
}

LARDER_KERNEL void shift(const int* in, int* out) {
  out[threadIdx.x] = 1 << in[threadIdx.x];  // bug: shift
}

// The bounds of shared arrays are in their types.
LARDER_KERNEL void bounds(const int* in, int* out) {
  __shared__ int cells[4][32];
  cells[3][threadIdx.x] = in[threadIdx.x];
  __syncthreads();
  out[threadIdx.x] = cells[3][threadIdx.x + 1];  // bug: bounds
}

// One block: of two threads that divide at a time, one would be killed by the division before the
// other has printed the report, which is made once for each place.
template <auto Kernel, int Value>
void run(larder::Device& device) {
  auto out = device.allocate<int>(32);
  device.launch(Kernel, {1, 32}, device.upload(std::vector<int>(32, Value)), out);
}

}  // namespace

int main(int count, char** arguments) {
  return run_case(count, arguments,
                  {{"right", right::run_all},
                   {"overflow", run<overflow, INT_MAX>},
                   {"division", run<division, 0>},
                   {"shift", run<shift, 40>},
                   {"bounds", run<bounds, 1>}});
}
