// A race, of which no GPU shows anything: all warps read the sum long before the first of them uses
// its place again.
#include <larder/larder.h>

#include <cstdio>
#include <vector>

__device__ int over_lanes(int value, bool largest) {
  for (int offset = 16; offset > 0; offset /= 2) {
    const int other = __shfl_down_sync(~0u, value, offset);
    value = largest ? (other > value ? other : value) : value + other;
  }
  return value;
}

// Threads of a block, whatever its size.
LARDER_KERNEL void sum_and_largest(const int* in, int* out) {
  extern __shared__ int parts[];
  const int warp = threadIdx.x / 32, warps = blockDim.x / 32;
  const int sum = over_lanes(in[threadIdx.x], false);
  if (threadIdx.x % 32 == 0) parts[warp] = sum;
  __syncthreads();
  if (threadIdx.x == 0)
    for (int i = 1; i < warps; ++i) parts[0] += parts[i];
  __syncthreads();
  const int all = parts[0];
  const int largest = over_lanes(all - in[threadIdx.x], true);
  if (threadIdx.x % 32 == 0) parts[warp] = largest;
  __syncthreads();
  out[threadIdx.x] = all + parts[warp];
}

int main() {
  larder::Options options;
  options.policy = larder::Policy::kCpu;  // the test's GPU is one thread after another
  larder::Device device = larder::Device::open(options);
  std::vector<int> values(256), results(256);
  int right = 0;
  for (int i = 0; i < 256; ++i) values[i] = i % 7;
  auto in = device.upload(values);
  auto out = device.allocate<int>(256);
  for (const int threads : {32, 64, 256}) {
    int sum = 0;
    for (int i = 0; i < threads; ++i) sum += values[i];
    device.launch(sum_and_largest, {1, threads, 8 * sizeof(int)}, in, out);
    if (!device.download(out, results.data(), 256).ok()) return 1;
    for (int i = 0; i < threads; ++i) right += results[i] == 2 * sum;
  }
  std::printf("%d right\n", right);
}
