// Right kernels: no sanitizer may report anything of them.
#ifndef LARDER_TESTS_SANITIZE_RIGHT_H
#define LARDER_TESTS_SANITIZE_RIGHT_H

#include <larder/larder.h>

#include <cstdio>
#include <vector>

namespace right {

/// Prints what is expected and is not there; the driver looks for it.
inline void expect(bool right, const char* what) {
  if (!right) std::printf("wrong result: %s\n", what);
}

template <class T>
std::vector<T> contents(larder::Device& device, const larder::Buffer<T>& buffer) {
  std::vector<T> values;
  expect(device.download(buffer, values).ok(), "download");
  return values;
}

__device__ inline int sum_of(const int* values, int count) {
  int sum = 0;
  for (int i = 0; i < count; ++i) sum += values[i];
  return sum;
}

// Barriers in a loop, static and dynamic shared memory up to their last bytes, and a local array
// that lives across barriers.
[[maybe_unused]] static LARDER_KERNEL void scan(const int* in, int* out) {
  extern __shared__ int copies[];
  __shared__ int cells[2][256];
  const int i = static_cast<int>(threadIdx.x);
  int own[40] = {in[blockIdx.x * 256 + threadIdx.x]};
  int from = 0;
  cells[0][i] = own[0];
  for (int step = 1; step < 256; step *= 2) {
    __syncthreads();
    own[39] = i >= step ? cells[from][i - step] : 0;
    const int sum = cells[from][i] + sum_of(own + 1, 39);
    from = 1 - from;
    cells[from][i] = sum;
  }
  copies[i] = cells[from][i];
  __syncthreads();
  out[blockIdx.x * 256 + threadIdx.x] = copies[255 - i] - (i == 255 ? own[0] : 0);
}

inline void run_scan(larder::Device& device) {
  const int blocks = 40;
  const std::vector<int> in(256 * blocks, 3);
  auto out = device.allocate<int>(in.size());
  device.launch(scan, {blocks, 256, 256 * sizeof(int)}, device.upload(in), out);
  const std::vector<int> values = contents(device, out);
  for (int i = 0; i < 256 * blocks; ++i) {
    expect(values[i] == 3 * (256 - i % 256) - (i % 256 == 255 ? 3 : 0), "scan");
  }
}

// Shuffles and memory within warps, shared memory between them, atomics between blocks.
[[maybe_unused]] static LARDER_KERNEL void reduce(const int* in, int n, int* sum, int* largest) {
  __shared__ int of_warps[8];
  __shared__ int of_threads[256];
  int value = 0;
  for (int i = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x); i < n;
       i += static_cast<int>(gridDim.x * blockDim.x)) {
    value += in[i];
  }
  of_threads[threadIdx.x] = value;
  __syncwarp();
  value = of_threads[threadIdx.x ^ 31u];
  for (int step = 16; step > 0; step /= 2) value += __shfl_down_sync(0xffffffffu, value, step);
  if (threadIdx.x % 32 == 0) of_warps[threadIdx.x / 32] = value;
  __syncthreads();
  if (threadIdx.x >= 32) return;
  value = threadIdx.x < 8 ? of_warps[threadIdx.x] : 0;
  if (__any_sync(0xffffffffu, value > 0)) value = __reduce_add_sync(0xffffffffu, value);
  if (threadIdx.x != 0) return;
  atomicAdd(sum, value);
  atomicMax(largest, value);
}

inline void run_reduce(larder::Device& device) {
  const std::vector<int> in(100000, 2);
  auto results = device.upload(std::vector<int>(2, 0));
  device.launch(reduce, {48, 256}, device.upload(in), 100000, results.data(), results.data() + 1);
  const std::vector<int> values = contents(device, results);
  expect(values[0] == 200000 && values[1] >= 200000 / 48, "reduce");
}

// The last block to finish adds up what all have written, with a fence on both sides.
[[maybe_unused]] static LARDER_KERNEL void last_block(int* partial, unsigned* finished, int* sum) {
  __shared__ bool is_last;
  if (threadIdx.x == 0) {
    partial[blockIdx.x] = static_cast<int>(blockIdx.x);
    __threadfence();
    is_last = atomicInc(finished, gridDim.x) == gridDim.x - 1;
  }
  __syncthreads();
  if (!is_last || threadIdx.x != 0) return;
  __threadfence();
  *sum = sum_of(partial, static_cast<int>(gridDim.x));
}

inline void run_last_block(larder::Device& device) {
  auto partial = device.allocate<int>(200);
  auto finished = device.upload(std::vector<unsigned>(1, 0));
  auto sum = device.upload(std::vector<int>(1, 0));
  device.launch(last_block, {200, 64}, partial, finished, sum);
  expect(contents(device, sum)[0] == 199 * 100, "last_block");
}

// A lock, which the threads of a block take in turn and blocks take from each other.
[[maybe_unused]] static LARDER_KERNEL void locked(int* lock, int* count) {
  bool done = false;
  while (!done) {
    if (atomicCAS(lock, 0, 1) != 0) continue;
    __threadfence();
    *count += 1;
    __threadfence();
    atomicExch(lock, 0);
    done = true;
  }
}

inline void run_locked(larder::Device& device) {
  auto cells = device.upload(std::vector<int>(2, 0));
  device.launch(locked, {8, 40}, cells.data(), cells.data() + 1);
  expect(contents(device, cells)[1] == 8 * 40, "locked");
}

// One thread ends the launch while the others wait, deep in their stacks. The bounds of the arrays
// there must be forgotten, as other kernels' arrays lie there next.
__device__ inline int wait_at_depth(const int* in, int depth) {
  int own[3] = {in[threadIdx.x], in[depth], 1};
  if (depth == 0) {
    if (threadIdx.x == 60) __trap();
    __syncthreads();
    return sum_of(own, 3);
  }
  return wait_at_depth(in, depth - 1) + sum_of(own, 3);
}

[[maybe_unused]] static LARDER_KERNEL void fails(const int* in, int* out) {
  out[threadIdx.x] = wait_at_depth(in, 5);
}

inline void run_after_failure(larder::Device& device) {
  larder::Options options;
  options.policy = larder::Policy::kCpu;
  for (int i = 0; i < 3; ++i) {
    larder::Device other = larder::Device::open(options);
    const auto in = other.upload(std::vector<int>(64, 1));
    auto out = other.allocate<int>(64);
    other.launch(fails, {4, 64}, in, out);
    expect(!other.status().ok(), "fails");
    run_scan(device);
  }
}

// More threads, all of which wait, than the 255 that ThreadSanitizer has clocks for at a time.
[[maybe_unused]] static LARDER_KERNEL void mirror(int* data) {
  __shared__ int cells[512];
  cells[threadIdx.x] = data[blockIdx.x * 512 + threadIdx.x];
  __syncthreads();
  data[blockIdx.x * 512 + threadIdx.x] = cells[511 - threadIdx.x];
}

inline void run_mirror(larder::Device& device) {
  std::vector<int> in(4 * 512);
  for (int i = 0; i < 4 * 512; ++i) in[i] = i;
  auto data = device.upload(in);
  device.launch(mirror, {4, 512}, data);
  const std::vector<int> values = contents(device, data);
  for (int i = 0; i < 4 * 512; ++i) expect(values[i] == (i | 511) - i % 512, "mirror");
}

inline void run_all(larder::Device& device) {
  run_scan(device);
  run_reduce(device);
  run_last_block(device);
  run_locked(device);
  run_after_failure(device);
  run_mirror(device);
}

}  // namespace right

#endif  // LARDER_TESTS_SANITIZE_RIGHT_H
