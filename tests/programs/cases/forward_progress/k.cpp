#include <larder/larder.h>

#include <cstdio>

// A warp waits for a flag that another warp of its block sets.
LARDER_KERNEL void hand_over(int* out) {
  __shared__ volatile int flag;
  __shared__ volatile int value;
  if (threadIdx.x == 0) flag = 0;
  __syncthreads();
  if (threadIdx.x == 0) {
    while (flag == 0) {
    }
    *out = value;
  } else if (threadIdx.x == 32) {
    value = 42;
    __threadfence_block();
    flag = 1;
  }
}

// All blocks meet at a counter, twice: first through atomics, then through a volatile read.
LARDER_KERNEL void meet(int* x, unsigned* arrived, int* out) {
  if (threadIdx.x == 0) {
    x[blockIdx.x] = static_cast<int>(blockIdx.x) + 1;
    __threadfence();
    atomicAdd(arrived, 1u);
    while (atomicAdd(arrived, 0u) < gridDim.x) {
    }
  }
  __syncthreads();
  if (threadIdx.x == 1) {
    const int next = *static_cast<volatile int*>(x + (blockIdx.x + 1) % gridDim.x);
    __threadfence();
    atomicAdd(arrived, 1u);
    while (*static_cast<volatile unsigned*>(arrived) < 2 * gridDim.x) {
    }
    out[blockIdx.x] = next;
  }
}

// The first block waits for the last one, which a GPU begins last.
LARDER_KERNEL void wait_for_the_last(int* out) {
  volatile int* flag = out + 1;
  if (blockIdx.x == gridDim.x - 1) {
    *flag = 5;
  } else if (blockIdx.x == 0) {
    while (*flag == 0) {
    }
    out[0] = *flag + 1;
  }
}

int main() {
  larder::Device device = larder::Device::open();
  auto out = device.allocate<int>(8);
  auto x = device.allocate<int>(8);
  auto arrived = device.allocate<unsigned>(1);
  int r[8] = {};
  device.launch(hand_over, {1, 64}, out);
  larder::Status status = device.download(out, r);
  std::printf("%s: %d\n", status.text().c_str(), r[0]);
  device.fill(arrived, 0u);
  device.launch(meet, {8, 32}, x, arrived, out);
  status = device.download(out, r);
  std::printf("%s: %d %d\n", status.text().c_str(), r[0], r[7]);
  device.fill(out, 0);
  device.launch(wait_for_the_last, {8, 1}, out);
  status = device.download(out, r);
  std::printf("%s: %d\n", status.text().c_str(), r[0]);
}
