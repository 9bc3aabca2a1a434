// Kernels of the usual shapes, for what checks cost: each is launched some times, and the program
// prints the CPU time of a launch. Arguments: a kernel, and how often.
#include <larder/larder.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <vector>

namespace {

constexpr int kThreads = 256;
constexpr int kBlocks = 64;
constexpr int kCount = kBlocks * kThreads;
constexpr int kTile = 16;
constexpr int kSide = 128;  // kCount = kSide * kSide

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

LARDER_KERNEL void histogram(int, float, const float* in, float* out) {
  __shared__ float bins[32];
  if (threadIdx.x < 32) bins[threadIdx.x] = 0;
  __syncthreads();
  for (int i = 0; i < 16; ++i) {
    const float value = in[(blockIdx.x * kThreads + threadIdx.x + 977u * i) % kCount];
    atomicAdd(&bins[static_cast<int>(value) % 32], 1.0f);
  }
  __syncthreads();
  if (threadIdx.x < 32) atomicAdd(&out[threadIdx.x], bins[threadIdx.x]);
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
  int size;
};
constexpr Named kKernels[] = {{"saxpy", saxpy, kCount},
                              {"stencil", stencil, kSide},
                              {"matrix-product", matrix_product, kSide},
                              {"reduce", reduce, 0},
                              {"histogram", histogram, 0},
                              {"warp-sums", warp_sums, 0}};

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

double run(const Named& named, int times) {
  larder::Device device = larder::Device::open();
  std::vector<float> values(kCount);
  for (int i = 0; i < kCount; ++i)
    values[static_cast<std::size_t>(i)] = static_cast<float>(i % 100);
  auto in = device.upload(values);
  auto out = device.upload(values);
  const larder::LaunchConfig config{kBlocks, kThreads};
  device.launch(named.kernel, config, named.size, 2.0f, in, out);  // makes stacks and shadow
  const double begin = cpu_seconds();
  for (int i = 0; i < times; ++i) device.launch(named.kernel, config, named.size, 2.0f, in, out);
  if (!device.status().ok()) std::exit(1);
  return (cpu_seconds() - begin) / times;
}

}  // namespace

int main(int count, char** arguments) {
  for (const Named& named : kKernels) {
    if (count != 3 || std::strcmp(arguments[1], named.name) != 0) continue;
    std::printf("%.9f\n", run(named, std::atoi(arguments[2])));
    return 0;
  }
  return 2;
}
