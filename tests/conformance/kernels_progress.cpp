// Threads and blocks that wait for each other by looking at memory.
#include <numeric>
#include <vector>

#include "backends.h"

namespace {

CONFORMANCE_SUITE(Progress);

// A producer and a consumer.
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

TEST_P(Progress, AWarpWaitsForAFlagOfAnother) {
  auto out = filled(1, 0);
  device().launch(hand_over, {1, 64}, out);
  EXPECT_EQ(contents(out), std::vector<int>{42});
}

// The read that waits is in the condition of a loop whose body does not run meanwhile.
LARDER_KERNEL void chain_of_blocks(volatile int* done) {
  const int own = static_cast<int>(gridDim.x - 1 - blockIdx.x);
  bool again;
  do {
    int ready = 0;
    while (ready < 1 && !(own > 0 && done[own - 1] == 0)) ++ready;
    again = ready < 1;
    if (!again) done[own] = 1;
  } while (again);
}

TEST_P(Progress, ABlockWaitsInTheConditionOfAnInnerLoop) {
  auto done = filled(4, 0);
  device().launch(chain_of_blocks, {4, 1}, done);
  EXPECT_EQ(contents(done), std::vector<int>(4, 1));
}

// The loop in which the others wait also has the assignment.
LARDER_KERNEL void chain_of_lanes(volatile int* done) {
  const int own = static_cast<int>(threadIdx.x);
  bool is_done = false;
  while (!is_done) {
    if (own == 0 || done[own - 1] != 0) {
      done[own] = 1;
      is_done = true;
    }
  }
}

TEST_P(Progress, LanesWaitInALoopForAnAssignmentInIt) {
  auto done = filled(32, 0);
  device().launch(chain_of_lanes, {1, 32}, done);
  EXPECT_EQ(contents(done), std::vector<int>(32, 1));
}

__device__ int look(const volatile int* cell) { return *cell; }

template <class T>
__device__ void await(T cell, int wanted) {
  do
    if (*cell == wanted) return;
  while (true);
}

// Each block waits for the next one, in another way; the last one begins.
LARDER_KERNEL void relay(volatile int* flags, int blocks, int* order, int* count) {
  const int block = static_cast<int>(blockIdx.x);
  if (threadIdx.x == 0 && block + 1 < blocks) {
    volatile int* next = flags + block + 1;
    switch (block % 5) {
      case 0:
        while (!look(next));
        break;
      case 1:
        await(next, 1);
        break;
      case 2:
      again:
        if (*next == 0) goto again;
        break;
      case 3:
        for (; __ldcg(const_cast<const int*>(next)) == 0; __nanosleep(100));
        break;
      default:
        while (atomicCAS(const_cast<int*>(next), 1, 1) != 1) __threadfence();
    }
  }
  __syncthreads();
  if (threadIdx.x == 0) {
    order[atomicAdd(count, 1)] = block;
    __threadfence();
    flags[block] = 1;
  }
}

TEST_P(Progress, LowerBlocksWaitForHigherOnes) {
  const int blocks = 100;
  auto flags = filled(blocks, 0);
  auto order = filled(blocks, -1);
  auto count = filled(1, 0);
  device().launch(relay, {blocks, 64}, flags, blocks, order, count);
  std::vector<int> wanted(blocks);
  std::iota(wanted.rbegin(), wanted.rend(), 0);
  EXPECT_EQ(contents(order), wanted);
}

// All blocks meet, twice in a round.
__device__ void meet(unsigned* arrived, unsigned wanted) {
  __syncthreads();
  if (threadIdx.x == 0) {
    __threadfence();
    atomicAdd(arrived, 1u);
    while (atomicAdd(arrived, 0u) < wanted) {
    }
  }
  __syncthreads();
}

LARDER_KERNEL void turn_blocks(int* values, unsigned* arrived, int rounds) {
  const unsigned block = blockIdx.x;
  unsigned meetings = 0;
  for (int round = 0; round < rounds; ++round) {
    const int value = *reinterpret_cast<volatile int*>(&values[(block + 1) % gridDim.x]);
    meet(arrived, ++meetings * gridDim.x);
    if (threadIdx.x == 0) *reinterpret_cast<volatile int*>(&values[block]) = value;
    meet(arrived, ++meetings * gridDim.x);
  }
}

TEST_P(Progress, BlocksMeetAtACounter) {
  const int blocks = 96, rounds = 10;
  std::vector<int> wanted(blocks);
  for (int i = 0; i < blocks; ++i) wanted[static_cast<std::size_t>(i)] = (i + rounds) % blocks;
  std::vector<int> first(blocks);
  std::iota(first.begin(), first.end(), 0);
  auto values = device().upload(first);
  auto arrived = filled(1, 0u);
  device().launch(turn_blocks, {blocks, 64}, values, arrived, rounds);
  EXPECT_EQ(contents(values), wanted);
}

// clock() and clock64() read one counter, here and in a template.
template <class T>
__device__ T ticks_since(T start) {
  return static_cast<T>(clock()) - start;
}

LARDER_KERNEL void wait_for_ticks(unsigned wanted, long long* out) {
  const long long long_start = clock64();
  const auto start = static_cast<unsigned>(clock());
  unsigned elapsed = 0;
  while ((elapsed = ticks_since(start)) < wanted) {
  }
  out[0] = elapsed;
  out[1] = clock64() - long_start;
}

TEST_P(Progress, AKernelWaitsForTheClock) {
  auto out = filled(2, 0LL);
  device().launch(wait_for_ticks, {1, 1}, 1'000'000u, out);
  const std::vector<long long> ticks = contents(out);
  EXPECT_GE(ticks[0], 1'000'000);
  EXPECT_GE(ticks[1], ticks[0]);
  EXPECT_LT(ticks[1], 100 * ticks[0]);
}

// A whole block looks at what another one sets, and meets at a barrier each time.
LARDER_KERNEL void vote(volatile int* flag, int* out) {
  if (blockIdx.x + 1 < gridDim.x) {
    while (__syncthreads_or(*flag) == 0) {
    }
    if (threadIdx.x == 0) out[blockIdx.x] = *flag;
  } else if (threadIdx.x == 0) {
    out[blockIdx.x] = 7;
    *flag = 7;
  }
}

TEST_P(Progress, BlocksPollBetweenBarriers) {
  auto flag = filled(1, 0);
  auto out = filled(20, 0);
  device().launch(vote, {20, 96}, flag, out);
  EXPECT_EQ(contents(out), std::vector<int>(20, 7));
}

// One lock for all threads of all blocks; what it guards is no atomic.
LARDER_KERNEL void count_locked(int* lock, volatile int* sum) {
  for (bool done = false; !done;) {
    if (atomicExch(lock, 1) == 0) {
      __threadfence();
      *sum = *sum + 1;
      __threadfence();
      atomicExch(lock, 0);
      done = true;
    }
  }
}

TEST_P(Progress, ALockOfAllThreads) {
  auto lock = filled(1, 0);
  auto sum = filled(1, 0);
  device().launch(count_locked, {16, 64}, lock, sum);
  EXPECT_EQ(contents(sum), std::vector<int>{16 * 64});
}

}  // namespace
