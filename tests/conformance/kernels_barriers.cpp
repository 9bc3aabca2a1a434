// Barriers wherever control flow allows them.
#include <numeric>
#include <vector>

#include "backends.h"

namespace {

CONFORMANCE_SUITE(Barriers);

// In a loop, twice a round: each thread passes its neighbour's value on.
LARDER_KERNEL void rotate(int* out, int rounds) {
  __shared__ int ring[1024];
  const int i = threadIdx.x;
  const int n = blockDim.x;
  ring[i] = i;
  for (int round = 0; round < rounds; ++round) {
    __syncthreads();
    const int next = ring[(i + 1) % n];
    __syncthreads();
    ring[i] = next;
  }
  __syncthreads();
  out[blockIdx.x * n + i] = ring[i];
}

TEST_P(Barriers, InLoops) {
  for (int threads : {1, 32, 33, 250, 1024}) {
    auto out = device().allocate<int>(threads * 6);
    device().launch(rotate, {6, threads}, out, 9);
    const std::vector<int> values = contents(out);
    for (int i = 0; i < 6 * threads; ++i) ASSERT_EQ(values[i], (i % threads + 9) % threads);
  }
}

// In conditions, uniform over the block but not over the grid; with else, while and do.
LARDER_KERNEL void conditions(int* out, int n) {
  __shared__ int sum;
  if (threadIdx.x == 0) sum = 0;
  __syncthreads();
  if (blockIdx.x % 2 == 0) {
    atomicAdd(&sum, 1);
    __syncthreads();
  } else {
    atomicAdd(&sum, 2);
    __syncthreads();
    int left = n;
    while (left > 0) {
      atomicAdd(&sum, 10);
      __syncthreads();
      --left;
    }
  }
  int again = 0;
  do {
    __syncthreads();
  } while (++again < 3);
  out[blockIdx.x * blockDim.x + threadIdx.x] = sum;
}

TEST_P(Barriers, InConditions) {
  auto out = device().allocate<int>(8 * 96);
  device().launch(conditions, {8, 96}, out, 4);
  const std::vector<int> values = contents(out);
  for (int i = 0; i < 8 * 96; ++i) ASSERT_EQ(values[i], i / 96 % 2 == 0 ? 96 : 96 * 42);
}

__device__ void publish(int* cell, int value) {
  *cell = value;
  __syncthreads();
}

__device__ int read_after_barrier(const int* cells, int at) {
  __syncthreads();
  const int value = cells[at];
  __syncthreads();
  return value;
}

__device__ int nested(int* cells, int depth) {
  publish(&cells[threadIdx.x], depth * 1000 + static_cast<int>(threadIdx.x));
  const int value = read_after_barrier(cells, blockDim.x - 1 - threadIdx.x);
  return depth == 0 ? value : value + nested(cells, depth - 1);
}

LARDER_KERNEL void in_functions(int* out) {
  __shared__ int cells[128];
  out[threadIdx.x] = nested(cells, 3);
}

TEST_P(Barriers, InCalledAndNestedFunctions) {
  auto out = device().allocate<int>(128);
  device().launch(in_functions, {1, 128}, out);
  const std::vector<int> values = contents(out);
  for (int i = 0; i < 128; ++i) ASSERT_EQ(values[i], 6000 + 4 * (127 - i));
}

// After early returns: threads that have exited do not count.
LARDER_KERNEL void after_returns(const int* in, int* out, int n) {
  __shared__ int tile[64];
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= n) return;
  tile[threadIdx.x] = in[i];
  __syncthreads();
  const int last = min(static_cast<int>(blockDim.x), n - static_cast<int>(blockIdx.x * 64)) - 1;
  const int mirrored = tile[last - threadIdx.x];
  if (mirrored % 2 == 1) {
    out[i] = -mirrored;
    return;
  }
  out[i] = mirrored * 1000 + __syncthreads_count(1);
}

TEST_P(Barriers, AfterEarlyReturns) {
  const int n = 150;
  std::vector<int> in(n);
  for (int i = 0; i < n; ++i) in[i] = i;
  auto out = device().allocate<int>(n);
  device().launch(after_returns, {3, 64}, device().upload(in), out, n);
  const std::vector<int> values = contents(out);
  for (int i = 0; i < n; ++i) {
    const int first = i / 64 * 64;
    const int count = std::min(64, n - first);
    const int mirrored = first + count - 1 - (i - first);
    const int even = (first + count + 1) / 2 - (first + 1) / 2;
    ASSERT_EQ(values[i], mirrored % 2 == 1 ? -mirrored : mirrored * 1000 + even);
  }
}

LARDER_KERNEL void votes(int* out) {
  const int i = threadIdx.x;
  int code = __syncthreads_count(i % 4 == 0);
  code = code * 10 + __syncthreads_and(i >= 0);
  code = code * 10 + __syncthreads_and(i != 3);
  code = code * 10 + (__syncthreads_or(i == 63) != 0);
  code = code * 10 + (__syncthreads_or(i == 64) != 0);
  out[i] = code;
}

TEST_P(Barriers, CountAndOr) {
  auto out = device().allocate<int>(64);
  device().launch(votes, {1, 64}, out);
  for (int value : contents(out)) ASSERT_EQ(value, 161010);
}

// In a lambda, in a switch, in the operand of ?:, hidden in a macro.
#define MEET() __syncthreads()
LARDER_KERNEL void odd_places(int* out, int which) {
  __shared__ int cell;
  auto set = [&](int value) {
    __syncthreads();
    if (threadIdx.x == 0) cell = value;
    __syncthreads();
    return cell;
  };
  int seen = set(1);
  switch (which) {
    case 2:
      seen += set(10);
      break;
    default:
      MEET();
      seen += 5;
  }
  seen += which > 1 ? __syncthreads_count(1) : 0;
  out[threadIdx.x] = seen;
}

TEST_P(Barriers, InLambdasSwitchesAndMacros) {
  auto out = device().allocate<int>(40);
  device().launch(odd_places, {1, 40}, out, 2);
  for (int value : contents(out)) ASSERT_EQ(value, 51);
  device().launch(odd_places, {1, 40}, out, 1);
  for (int value : contents(out)) ASSERT_EQ(value, 6);
}

// A 32-bit index that moves on in some rounds alone: what its lanes have in common is known only
// once the loop's end is.
LARDER_KERNEL void march(const int* in, int* out, int planes, int pitch) {
  __shared__ int tile[64];
  const int i = threadIdx.x;
  const bool moves = i < pitch;
  int at = i;
  for (int plane = 0; plane < planes; ++plane) {
    int before = at;
    if (moves) {
      at += pitch;
      tile[i] = in[before] + in[at];
    }
    __syncthreads();
    if (moves) out[at] = tile[(i + 1) % pitch];
    __syncthreads();
  }
}

TEST_P(Barriers, IndexInConditions) {
  constexpr int kPitch = 50;
  constexpr int kPlanes = 4;
  std::vector<int> numbers(kPitch * (kPlanes + 1));
  std::iota(numbers.begin(), numbers.end(), 0);
  auto in = device().upload(numbers);
  auto out = filled(kPitch * (kPlanes + 1), -1);
  device().launch(march, {1, 64}, in, out, kPlanes, kPitch);
  const std::vector<int> values = contents(out);
  for (int i = 0; i < kPitch; ++i) ASSERT_EQ(values[i], -1);
  for (int i = kPitch; i < kPitch * (kPlanes + 1); ++i)
    ASSERT_EQ(values[i], 2 * (i / kPitch * kPitch + (i + 1) % kPitch) - kPitch);
}

// No compiler sees which threads make as many rounds: i * (i + 1) is even. What follows the loop is
// for those that have left it.
LARDER_KERNEL void sums_of_rounds(const int* in, int* out, int rounds, int more, int n) {
  __shared__ int tile[64];
  const int i = threadIdx.x;
  const int last = rounds + (i * (i + 1) & 1) + i / 2 % more;
  int sum = 1;
  for (int round = 0; round < last; ++round) {
    tile[i] = in[i] + round;
    __syncthreads();
    sum += tile[i ^ 1];
    __syncthreads();
  }
  if (i < n) out[i] = sum;
  if (i + 64 < n) out[i + 64] = -sum;
}

TEST_P(Barriers, LoopsThatThreadsLeaveTogetherOrNot) {
  std::vector<int> in(64);
  std::iota(in.begin(), in.end(), 10);
  for (const int more : {1, 3}) {
    for (const int n : {50, 100}) {
      auto out = filled(128, 7);
      device().launch(sums_of_rounds, {1, 64}, device().upload(in), out, 2, more, n);
      const std::vector<int> values = contents(out);
      for (int i = 0; i < 128; ++i) {
        const int last = 2 + i % 64 / 2 % more;
        const int sum = 1 + last * in[i % 64 ^ 1] + last * (last - 1) / 2;
        ASSERT_EQ(values[i], i >= n ? 7 : i < 64 ? sum : -sum) << i << ' ' << more << ' ' << n;
      }
    }
  }
}

// A block-wide scan, the textbook's: barriers in a loop with a condition around the work.
LARDER_KERNEL void scan(int* data) {
  __shared__ int cells[2][256];
  int from = 0;
  cells[0][threadIdx.x] = data[blockIdx.x * 256 + threadIdx.x];
  for (unsigned step = 1; step < 256; step *= 2) {
    __syncthreads();
    int value = cells[from][threadIdx.x];
    if (threadIdx.x >= step) value += cells[from][threadIdx.x - step];
    from = 1 - from;
    cells[from][threadIdx.x] = value;
  }
  data[blockIdx.x * 256 + threadIdx.x] = cells[from][threadIdx.x];
}

TEST_P(Barriers, Scan) {
  auto data = filled(5 * 256, 3);
  device().launch(scan, {5, 256}, data);
  const std::vector<int> values = contents(data);
  for (int i = 0; i < 5 * 256; ++i) ASSERT_EQ(values[i], 3 * (i % 256 + 1));
}

}  // namespace
