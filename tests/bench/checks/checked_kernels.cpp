// Kernels of the usual shapes, for what checks cost: each is launched some times, and the program
// prints the CPU time of a launch and the most memory that it had. Arguments: measured.h.
#include <larder/larder.h>

#include <cstring>
#include <vector>

#include "measured.h"

namespace {

using measured::kBins;
using measured::kThreads;
using measured::kTile;

LARDER_KERNEL void saxpy(int n, float a, const float* x, float* y) {
  const int i = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
  if (i < n) y[i] = a * x[i] + y[i];
}

// Each element from its neighbourhood, without shared memory.
LARDER_KERNEL void stencil(int side, float, const float* in, float* out) {
  const int i = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
  const int x = i % side;
  const int y = i / side;
  if (x < 2 || y < 2 || x >= side - 2 || y >= side - 2) return;
  float sum = 0;
  for (int dy = -2; dy <= 2; ++dy) {
    for (int dx = -2; dx <= 2; ++dx) sum += in[(y + dy) * side + x + dx];
  }
  out[i] = sum / 25;
}

LARDER_KERNEL void matrix_product(int side, float, const float* a, float* out) {
  __shared__ float left[kTile][kTile];
  __shared__ float right[kTile][kTile];
  const unsigned x = threadIdx.x % kTile;
  const unsigned y = threadIdx.x / kTile;
  const unsigned tiles = static_cast<unsigned>(side) / kTile;
  const unsigned row = blockIdx.x / tiles * kTile + y;
  const unsigned column = blockIdx.x % tiles * kTile + x;
  float sum = 0;
  for (unsigned tile = 0; tile < tiles; ++tile) {
    left[y][x] = a[row * static_cast<unsigned>(side) + tile * kTile + x];
    right[y][x] = a[(tile * kTile + y) * static_cast<unsigned>(side) + column];
    __syncthreads();
    for (unsigned k = 0; k < kTile; ++k) sum += left[y][k] * right[k][x];
    __syncthreads();
  }
  out[row * static_cast<unsigned>(side) + column] = sum;
}

LARDER_KERNEL void reduce(int, float, const float* in, float* out) {
  __shared__ float sums[kThreads];
  sums[threadIdx.x] = in[blockIdx.x * kThreads + threadIdx.x];
  __syncthreads();
  for (unsigned step = kThreads / 2; step > 0; step /= 2) {
    if (threadIdx.x < step) sums[threadIdx.x] += sums[threadIdx.x + step];
    __syncthreads();
  }
  if (threadIdx.x == 0) out[blockIdx.x] = sums[0];
}

LARDER_KERNEL void histogram(int count, float, const float* in, float* out) {
  __shared__ float bins[kBins];
  if (threadIdx.x < kBins) bins[threadIdx.x] = 0;
  __syncthreads();
  for (unsigned i = 0; i < 16; ++i) {
    const unsigned at = blockIdx.x * kThreads + threadIdx.x + 977u * i;
    const float value = in[at % static_cast<unsigned>(count)];
    atomicAdd(&bins[static_cast<int>(value) % kBins], 1.0f);
  }
  __syncthreads();
  if (threadIdx.x < kBins) atomicAdd(&out[threadIdx.x], bins[threadIdx.x]);
}

LARDER_KERNEL void warp_sums(int, float, const float* in, float* out) {
  float sum = in[blockIdx.x * kThreads + threadIdx.x];
  for (int step = 16; step > 0; step /= 2) sum += __shfl_down_sync(0xffffffffu, sum, step);
  if (threadIdx.x % 32 == 0) out[(blockIdx.x * kThreads + threadIdx.x) / 32] = sum;
}

using Kernel = void (*)(int, float, const float*, float*);
struct Named {
  const char* name;
  Kernel kernel;
};
constexpr Named kKernels[] = {{"saxpy", saxpy},         {"stencil", stencil},
                              {"reduce", reduce},       {"matrix-product", matrix_product},
                              {"histogram", histogram}, {"warp-sums", warp_sums}};

}  // namespace

int main(int count, char** arguments) {
  const measured::Request request = measured::read(count, arguments);
  for (const Named& named : kKernels) {
    if (std::strcmp(request.kernel, named.name) != 0) continue;
    larder::Device device = larder::Device::open();
    const std::vector<float> values = measured::values(request);
    auto in = device.upload(values);
    auto out = device.upload(values);
    const larder::LaunchConfig config{request.blocks, kThreads};
    const auto launch = [&] {
      device.launch(named.kernel, config, measured::size(request), measured::kFactor, in, out);
    };
    launch();  // makes stacks and shadow
    std::vector<float> results;
    if (!device.download(out, results).ok()) return 1;
    return measured::report(request, results, launch);
  }
  return 2;
}
