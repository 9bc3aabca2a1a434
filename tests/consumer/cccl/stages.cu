// cuda::barrier, cuda::pipeline and cuda::memcpy_async.
#include <cooperative_groups.h>

#include <cstdio>
#include <cuda/barrier>
#include <cuda/pipeline>

namespace groups = cooperative_groups;
using Barrier = cuda::barrier<cuda::thread_scope_block>;

constexpr int kThreads = 96;

// Each thread waits for all others, in two halves of the barrier, and then takes its neighbour's.
__global__ void by_arrival(const int* from, int* to) {
  __shared__ Barrier barrier;
  __shared__ int all[kThreads];
  const int i = threadIdx.x;
  if (i == 0) init(&barrier, blockDim.x);
  __syncthreads();
  int sum = 0;
  for (int round = 0; round < 5; ++round) {
    all[i] = from[i] + round;
    Barrier::arrival_token token = barrier.arrive();
    sum += round;
    barrier.wait(std::move(token));
    sum += all[(i + 1) % kThreads];
    barrier.arrive_and_wait();
  }
  to[i] = sum;
}

// The barrier completes copies of the whole block.
__global__ void by_copies(const int* from, int* to) {
  __shared__ Barrier barrier;
  alignas(16) __shared__ int all[kThreads];
  const auto block = groups::this_thread_block();
  if (block.thread_rank() == 0) init(&barrier, block.size());
  block.sync();
  cuda::memcpy_async(block, all, from, cuda::aligned_size_t<16>(sizeof all), barrier);
  barrier.arrive_and_wait();
  to[threadIdx.x] = all[kThreads - 1 - threadIdx.x];
}

// Threads that leave are not waited for.
__global__ void by_those_who_stay(int* to) {
  __shared__ Barrier barrier;
  const int i = threadIdx.x;
  to[i] = 0;
  if (i == 0) init(&barrier, blockDim.x);
  __syncthreads();
  if (i % 3 == 0) {
    barrier.arrive_and_drop();
    return;
  }
  for (int round = 0; round < 3; ++round) {
    atomicAdd(&to[0], 1);
    barrier.arrive_and_wait();
    if (to[0] < (round + 1) * (kThreads / 3 * 2)) atomicAdd(&to[3], 1);
    barrier.arrive_and_wait();
  }
}

// One warp fills stages, the others empty them.
__global__ void by_stages(const int* from, int* to, int rows) {
  constexpr int kStages = 2;
  __shared__ cuda::pipeline_shared_state<cuda::thread_scope_block, kStages> state;
  __shared__ int rows_there[kStages][32];
  const auto block = groups::this_thread_block();
  const bool fills = threadIdx.x < 32;
  auto pipeline = cuda::make_pipeline(
      block, &state, fills ? cuda::pipeline_role::producer : cuda::pipeline_role::consumer);
  int sum = 0;
  for (int row = 0; row < rows; ++row) {
    int* const there = rows_there[row % kStages];
    if (fills) {
      pipeline.producer_acquire();
      cuda::memcpy_async(there + threadIdx.x, from + row * 32 + threadIdx.x, sizeof(int), pipeline);
      pipeline.producer_commit();
    } else {
      pipeline.consumer_wait();
      sum += (row + 1) * there[threadIdx.x % 32];
      pipeline.consumer_release();
    }
  }
  to[threadIdx.x] = sum;
}

// All threads fill and empty; and each has one of its own.
__global__ void by_all(const int* from, int* to) {
  __shared__ cuda::pipeline_shared_state<cuda::thread_scope_block, 1> state;
  __shared__ int all[kThreads];
  const auto block = groups::this_thread_block();
  auto pipeline = cuda::make_pipeline(block, &state);
  auto own = cuda::make_pipeline();
  int sum = 0;
  for (int round = 0; round < 4; ++round) {
    pipeline.producer_acquire();
    cuda::memcpy_async(block, all, from + round, sizeof all, pipeline);
    pipeline.producer_commit();
    pipeline.consumer_wait();
    sum += all[(threadIdx.x + 7) % kThreads];
    pipeline.consumer_release();
  }
  block.sync();
  own.producer_acquire();
  cuda::memcpy_async(&all[threadIdx.x], &from[threadIdx.x], sizeof(int), own);
  own.producer_commit();
  cuda::pipeline_consumer_wait_prior<0>(own);
  to[threadIdx.x] = sum + all[threadIdx.x];
  own.consumer_release();
}

int wrong = 0;

template <class Right>
void compare(const char* name, const int* to, Right right) {
  cudaDeviceSynchronize();
  for (int i = 0; i < kThreads; ++i)
    if (to[i] != right(i) && wrong++ < 5)
      std::printf("%s %d: %d instead of %d\n", name, i, to[i], right(i));
}

int main() {
  int *from = nullptr, *to = nullptr;
  cudaMallocManaged(&from, 1024 * sizeof(int));
  cudaMallocManaged(&to, kThreads * sizeof(int));
  for (int i = 0; i < 1024; ++i) from[i] = i * i % 101;
  by_arrival<<<1, kThreads>>>(from, to);
  compare("arrival", to, [&](int i) { return 20 + 5 * from[(i + 1) % kThreads]; });
  by_copies<<<1, kThreads>>>(from, to);
  compare("copies", to, [&](int i) { return from[kThreads - 1 - i]; });
  by_those_who_stay<<<1, kThreads>>>(to);
  compare("stay", to, [](int i) { return i == 0 ? kThreads * 2 : 0; });
  by_stages<<<1, kThreads>>>(from, to, 9);
  compare("stages", to, [&](int i) {
    int sum = 0;
    for (int row = 0; row < 9; ++row) sum += i < 32 ? 0 : (row + 1) * from[row * 32 + i % 32];
    return sum;
  });
  by_all<<<1, kThreads>>>(from, to);
  compare("all", to, [&](int i) {
    int sum = from[i];
    for (int round = 0; round < 4; ++round) sum += from[round + (i + 7) % kThreads];
    return sum;
  });
  std::puts(wrong ? "wrong" : "right");
}
