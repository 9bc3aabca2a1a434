// Kernels that race, each in the lines that are marked `// bug: NAME`.
#include <thread>
#include <vector>

#include "program.h"
#include "right.h"

namespace {

// Blocks write the same global memory.
LARDER_KERNEL void blocks_write(int* out) {
  if (threadIdx.x == 0) *out = static_cast<int>(blockIdx.x);  // bug: blocks_write
}

// A sum that needs an atomic.
LARDER_KERNEL void blocks_add(int* out) {
  __syncthreads();
  if (threadIdx.x == 5) *out += 1;  // bug: blocks_add
}

// Reads what the block to the left writes, then what the block above writes.
LARDER_KERNEL void neighbours(int* row) {
  if (threadIdx.x != 0) return;
  const int left = blockIdx.x > 0 ? row[blockIdx.x - 1] : 0;  // bug: neighbours
  row[blockIdx.x] = left + 1;                                 // bug: neighbours
}

LARDER_KERNEL void columns(int* cells) {
  int* const own = cells + blockIdx.y * gridDim.x + blockIdx.x;
  if (threadIdx.x != 0) return;
  const int above = blockIdx.y > 0 ? *(own - gridDim.x) : 0;  // bug: columns
  *own = above + 1;                                           // bug: columns
}

// The flag may be seen before the data.
LARDER_KERNEL void no_fence(int* data, int* flag) {
  if (blockIdx.x == 0) {
    *data = 1;  // bug: no_fence
    atomicExch(flag, 1);
  } else {
    while (atomicAdd(flag, 0) == 0) {
    }
    __threadfence();
    data[1] = *data;  // bug: no_fence
  }
}

// Threads of one block that read what others write, without a barrier between.
LARDER_KERNEL void no_barrier(int* out) {
  __shared__ int cells[64];
  cells[threadIdx.x] = static_cast<int>(threadIdx.x);  // bug: no_barrier
  out[threadIdx.x] = cells[63 - threadIdx.x];          // bug: no_barrier
}

// A loop that needs two.
LARDER_KERNEL void one_barrier(int* out) {
  extern __shared__ int cells[];
  int value = static_cast<int>(threadIdx.x);
  for (int i = 0; i < 3; ++i) {
    cells[threadIdx.x] = value;  // bug: one_barrier
    __syncthreads();
    value = cells[(threadIdx.x + 1) % blockDim.x];  // bug: one_barrier
  }
  out[threadIdx.x] = value;
}

// Lanes of a warp, which do not run in step.
LARDER_KERNEL void no_warp_barrier(int* out) {
  __shared__ int cells[32];
  cells[threadIdx.x] = 1;
  __syncwarp();
  for (unsigned step = 16; step > 0; step /= 2) {
    if (threadIdx.x >= step) continue;
    cells[threadIdx.x] += cells[threadIdx.x + step];  // bug: no_warp_barrier
  }
  __syncwarp();
  out[threadIdx.x] = cells[0];
}

LARDER_KERNEL void clear(int* out) {
  out[(blockIdx.y * gridDim.x + blockIdx.x) * blockDim.x + threadIdx.x] = 0;
}

// After a launch of the same shape, from which all stacks are there: blocks take less time than OS
// threads take to begin. Its write does not race with later accesses.
template <auto Kernel, int Columns, int Rows, int Threads>
void run(larder::Device& device) {
  auto out = device.allocate<int>(Columns * Rows * Threads);
  device.launch(clear, {{Columns, Rows}, Threads}, out);
  device.launch(Kernel, {{Columns, Rows}, Threads, 4 * Threads}, out);
}

void run_no_fence(larder::Device& device) {
  auto data = device.upload(std::vector<int>(2, 0));
  auto flag = device.upload(std::vector<int>(1, 0));
  device.launch(no_fence, {2, 1}, data, flag);
}

LARDER_KERNEL void turn_round(int* out) {
  __shared__ int cells[1024];
  cells[threadIdx.x] = static_cast<int>(threadIdx.x);
  __syncthreads();
  out[blockIdx.x * blockDim.x + threadIdx.x] = cells[blockDim.x - 1 - threadIdx.x];
}

// At once these need more fibers than ThreadSanitizer can have in a process.
void run_many_launches(larder::Device&) {
  constexpr int kThreads = 5;
  constexpr int kBlocks = 2;
  constexpr int kBlockSize = 1024;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i)
    threads.emplace_back([] {
      larder::Options options;
      options.policy = larder::Policy::kCpu;
      larder::Device device = larder::Device::open(options);
      auto out = device.allocate<int>(std::size_t{kBlocks} * kBlockSize);
      device.launch(turn_round, {kBlocks, kBlockSize}, out);
      const std::vector<int> values = right::contents(device, out);
      for (int k = 0; k < kBlocks * kBlockSize; ++k)
        right::expect(values[k] == kBlockSize - 1 - k % kBlockSize, "turn_round");
    });
  for (std::thread& each : threads) each.join();
}

}  // namespace

int main(int count, char** arguments) {
  return run_case(count, arguments,
                  {{"right", right::run_all},
                   {"blocks_write", run<blocks_write, 2, 1, 32>},
                   {"blocks_add", run<blocks_add, 16, 1, 32>},
                   {"neighbours", run<neighbours, 50, 1, 32>},
                   {"columns", run<columns, 4, 2, 32>},
                   {"no_fence", run_no_fence},
                   {"many_launches", run_many_launches},
                   {"no_barrier", run<no_barrier, 1, 1, 64>},
                   {"one_barrier", run<one_barrier, 1, 1, 200>},
                   {"no_warp_barrier", run<no_warp_barrier, 1, 1, 32>}});
}
