// A program to look into with a debugger or valgrind: one kernel whose threads wait for each other.
#include <cstdio>

#include "tests/unit/simulator/run_kernel.h"

namespace larder::inline v1::simulator {
namespace {

LARDER_KERNEL void stopped(int* out) {
  __syncthreads();
  out[threadIdx.x] = 1;
  __syncthreads();
  out[threadIdx.x] += out[(threadIdx.x + 1) % blockDim.x];
}

}  // namespace
}  // namespace larder::inline v1::simulator

int main() {
  int out[64] = {};
  const larder::Status status =
      larder::simulator::run_kernel<larder::simulator::stopped>({1, 64}, &out[0]);
  std::printf("%s\n", status.text().c_str());
  return status.ok() ? 0 : 1;
}
