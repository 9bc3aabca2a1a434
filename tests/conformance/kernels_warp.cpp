// Shuffles, votes and matches, compared with values computed on the host without them.
#include <vector>

#include "backends.h"

namespace {

CONFORMANCE_SUITE(Warp);

constexpr unsigned kFull = 0xffffffffu;

template <class T>
__host__ __device__ T value_of(unsigned thread) {
  return static_cast<T>(static_cast<T>(thread) * static_cast<T>(1003) + static_cast<T>(7));
}

// All four shuffles for every operand and one width; out[((kind * 32) + operand) * 64 + thread].
template <class T, int Width>
LARDER_KERNEL void shuffles(T* out) {
  const T own = value_of<T>(threadIdx.x);
  for (int operand = 0; operand < 32; ++operand) {
    T* const cell = out + operand * 64 + threadIdx.x;
    cell[0 * 2048] = __shfl_sync(kFull, own, operand, Width);
    cell[1 * 2048] = __shfl_up_sync(kFull, own, operand, Width);
    cell[2 * 2048] = __shfl_down_sync(kFull, own, operand, Width);
    cell[3 * 2048] = __shfl_xor_sync(kFull, own, operand, Width);
  }
}

// The lane that CUDA's guide says a shuffle reads from: its own where there is none in its part.
unsigned source_lane(int kind, int lane, int operand, int width) {
  const int first = lane / width * width;
  int source = lane;
  if (kind == 0) source = first + operand % width;
  if (kind == 1 && lane - operand >= first) source = lane - operand;
  if (kind == 2 && lane + operand < first + width) source = lane + operand;
  if (kind == 3 && (lane ^ operand) < first + width) source = lane ^ operand;
  return static_cast<unsigned>(source);
}

template <class T>
void expect_shuffled(const std::vector<T>& values, int width) {
  for (int i = 0; i < 4 * 2048; ++i) {
    const int kind = i / 2048;
    const int operand = i / 64 % 32;
    const int thread = i % 64;
    const unsigned source = thread / 32 * 32 + source_lane(kind, thread % 32, operand, width);
    ASSERT_EQ(values[i], value_of<T>(source))
        << "kind " << kind << " operand " << operand << " thread " << thread << " width " << width;
  }
}

TEST_P(Warp, ShufflesOfEveryTypeAndWidth) {
  const auto run = [this](auto kernel, auto zero, int width) {
    auto out = filled(4 * 2048, zero);
    device().launch(kernel, {1, 64}, out);
    expect_shuffled(contents(out), width);
  };
  run(shuffles<int, 32>, 0, 32);
  run(shuffles<unsigned, 16>, 0u, 16);
  run(shuffles<long, 8>, 0l, 8);
  run(shuffles<unsigned long, 4>, 0ul, 4);
  run(shuffles<long long, 32>, 0ll, 32);
  run(shuffles<unsigned long long, 2>, 0ull, 2);
  run(shuffles<float, 16>, 0.0f, 16);
  run(shuffles<double, 32>, 0.0, 32);
}

__device__ float warp_sum(float value) {
  for (int step = warpSize / 2; step > 0; step /= 2) value += __shfl_down_sync(kFull, value, step);
  return value;
}

// The usual two-stage reduction: warps, then one warp over their results.
LARDER_KERNEL void reduce(const float* in, float* out, int n) {
  __shared__ float partial[32];
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  const int lane = threadIdx.x % warpSize;
  const int warp = threadIdx.x / warpSize;
  float sum = warp_sum(i < n ? in[i] : 0.0f);
  if (lane == 0) partial[warp] = sum;
  __syncthreads();
  if (warp == 0) {
    sum = warp_sum(lane < static_cast<int>(blockDim.x) / warpSize ? partial[lane] : 0.0f);
    if (lane == 0) out[blockIdx.x] = sum;
  }
}

TEST_P(Warp, ReductionInTwoStages) {
  const int n = 12345;
  auto in = filled(n, 0.5f);
  auto out = device().allocate<float>(25);
  device().launch(reduce, {25, 512}, in, out, n);
  const std::vector<float> values = contents(out);
  for (int i = 0; i < 25; ++i) ASSERT_EQ(values[i], 0.5f * std::min(512, n - 512 * i));
}

LARDER_KERNEL void inclusive_scan(int* data) {
  const int lane = threadIdx.x % 32;
  int value = data[threadIdx.x];
  for (int step = 1; step < 32; step *= 2) {
    const int other = __shfl_up_sync(kFull, value, step);
    if (lane >= step) value += other;
  }
  data[threadIdx.x] = value;
}

TEST_P(Warp, ScanOfEachWarp) {
  auto data = filled(256, 3);
  device().launch(inclusive_scan, {1, 256}, data);
  const std::vector<int> values = contents(data);
  for (int i = 0; i < 256; ++i) ASSERT_EQ(values[i], 3 * (i % 32 + 1));
}

LARDER_KERNEL void votes(unsigned* out, unsigned pattern) {
  const int bit = pattern >> (threadIdx.x % 32) & 1;
  unsigned* const mine = out + threadIdx.x * 3;
  mine[0] = __ballot_sync(kFull, bit);
  mine[1] = __any_sync(kFull, bit) != 0;
  mine[2] = __all_sync(kFull, bit) != 0;
}

TEST_P(Warp, Votes) {
  for (unsigned pattern : {0u, 1u, 0x80000000u, 0xdeadbeefu, kFull}) {
    auto out = device().allocate<unsigned>(96 * 3);
    device().launch(votes, {1, 96}, out, pattern);
    const std::vector<unsigned> values = contents(out);
    for (int i = 0; i < 96; ++i) {
      ASSERT_EQ(values[i * 3], pattern);
      ASSERT_EQ(values[i * 3 + 1], pattern != 0 ? 1u : 0u);
      ASSERT_EQ(values[i * 3 + 2], pattern == kFull ? 1u : 0u);
    }
  }
}

template <class T>
LARDER_KERNEL void matches(unsigned* any, unsigned* all, int groups) {
  const T value = static_cast<T>(threadIdx.x % groups);
  int predicate = -1;
  any[threadIdx.x] = __match_any_sync(kFull, value);
  all[threadIdx.x] = __match_all_sync(kFull, value, &predicate) + (predicate != 0 ? 1u : 0u);
}

TEST_P(Warp, Matches) {
  for (int groups : {1, 3, 32}) {
    for (auto kernel : {matches<int>, matches<double>, matches<unsigned long long>}) {
      auto any = device().allocate<unsigned>(32);
      auto all = device().allocate<unsigned>(32);
      device().launch(kernel, {1, 32}, any, all, groups);
      const std::vector<unsigned> equal = contents(any);
      for (int i = 0; i < 32; ++i) {
        unsigned same = 0;
        for (int j = i % groups; j < 32; j += groups) same |= 1u << j;
        ASSERT_EQ(equal[i], same);
      }
      for (unsigned value : contents(all)) ASSERT_EQ(value, 0u);  // all lanes plus one wraps
    }
  }
}

// Parts of a warp that have diverged, each with its own mask.
LARDER_KERNEL void halves(int* out) {
  const int lane = threadIdx.x % 32;
  int value = lane;
  if (lane < 16) {
    for (int step = 8; step > 0; step /= 2) value += __shfl_xor_sync(0x0000ffffu, value, step);
  } else {
    value = __popc(__ballot_sync(0xffff0000u, lane % 4 == 0));
  }
  out[threadIdx.x] = value;
}

TEST_P(Warp, PartialMasks) {
  auto out = device().allocate<int>(64);
  device().launch(halves, {1, 64}, out);
  const std::vector<int> values = contents(out);
  for (int i = 0; i < 64; ++i) ASSERT_EQ(values[i], i % 32 < 16 ? 120 : 4);
}

LARDER_KERNEL void exchange_by_syncwarp(int* out) {
  __shared__ int cells[128];
  cells[threadIdx.x] = threadIdx.x;
  __syncwarp();
  const int first = cells[threadIdx.x ^ 31];
  __syncwarp();
  cells[threadIdx.x] = first * 2;
  __syncwarp(kFull);
  out[threadIdx.x] = cells[threadIdx.x ^ 1];
}

TEST_P(Warp, SyncWarp) {
  auto out = device().allocate<int>(128);
  device().launch(exchange_by_syncwarp, {1, 128}, out);
  const std::vector<int> values = contents(out);
  for (int i = 0; i < 128; ++i) ASSERT_EQ(values[i], ((i ^ 1) ^ 31) * 2);
}

// Stream compaction with one atomic per group of converged lanes.
__device__ int aggregated_increment(int* counter) {
  const unsigned mask = __activemask();
  const int leader = __ffs(mask) - 1;
  const int lane = threadIdx.x % 32;
  int base = 0;
  if (lane == leader) base = atomicAdd(counter, __popc(mask));
  base = __shfl_sync(mask, base, leader);
  return base + __popc(mask & ((1u << lane) - 1));
}
LARDER_KERNEL void filter(const int* in, int* out, int* counter, int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n && in[i] % 3 == 0) out[aggregated_increment(counter)] = in[i];
}

TEST_P(Warp, AggregatedAtomics) {
  const int n = 10000;
  std::vector<int> in(n), seen(n);
  for (int i = 0; i < n; ++i) in[i] = i;
  auto out = device().allocate<int>(n);
  auto counter = filled(1, 0);
  device().launch(filter, {40, 256}, device().upload(in), out, counter, n);
  const int count = contents(counter)[0];
  ASSERT_EQ(count, (n + 2) / 3);
  const std::vector<int> values = contents(out);
  for (int i = 0; i < count; ++i) ++seen[values[i]];
  for (int i = 0; i < n; ++i) ASSERT_EQ(seen[i], i % 3 == 0 ? 1 : 0);
}

// Lanes that exchange values in one assignment: no lane may read what another one has written.
struct Pair {
  float a, b;
};
__device__ inline void operator+=(Pair& into, Pair add) {
  into.a += add.a;
  into.b += add.b;
}
__device__ void add_all(Pair* sums, int lane) {
  for (int distance = 16; distance > 0; distance /= 2) {
    sums[lane] += sums[lane ^ distance];  // larder-check: ignore (lanes in step)
    __syncwarp();
  }
}

template <class T>
LARDER_KERNEL void exchange(Pair* pairs, T* reversed, T* scanned) {
  extern __shared__ char bytes[];
  __shared__ Pair sums[32];
  __shared__ T rows[2][32];
  T* const values = reinterpret_cast<T*>(bytes);
  const int lane = threadIdx.x;
  sums[lane] = {static_cast<float>(lane), static_cast<float>(2 * lane)};
  values[lane] = static_cast<T>(lane);
  rows[0][lane] = rows[1][lane] = static_cast<T>(1);
  __syncwarp();
  add_all(sums, lane);
  values[lane] = values[31 - lane];  // larder-check: ignore (lanes in step)
  for (int distance = 1; distance < 32; distance *= 2) {
    __syncwarp();
    // Lanes in step.
    if (lane >= distance)
      rows[1][lane] = rows[1][lane] + rows[1][lane - distance];  // larder-check: ignore
  }
  __syncwarp();
  pairs[lane] = sums[lane];
  reversed[lane] = values[lane];
  scanned[lane] = rows[1][lane];
}

TEST_P(Warp, LanesExchangeValuesInOneAssignment) {
  auto pairs = device().allocate<Pair>(32);
  auto reversed = filled(32, 0.0);
  auto scanned = filled(32, 0.0);
  device().launch(exchange<double>, {1, 32, 32 * sizeof(double)}, pairs, reversed, scanned);
  const std::vector<Pair> sums = contents(pairs);
  const std::vector<double> backwards = contents(reversed), counts = contents(scanned);
  for (int lane = 0; lane < 32; ++lane) {
    EXPECT_EQ(sums[lane].a, 496) << lane;
    EXPECT_EQ(sums[lane].b, 992) << lane;
    EXPECT_EQ(backwards[lane], 31 - lane);
    EXPECT_EQ(counts[lane], lane + 1);
  }
}

LARDER_KERNEL void short_warp(unsigned* out) {
  out[threadIdx.x] = __ballot_sync(__activemask(), 1);
}

TEST_P(Warp, TheLastWarpMayBeShort) {
  auto out = device().allocate<unsigned>(40);
  device().launch(short_warp, {1, 40}, out);
  EXPECT_EQ(contents(out)[39], 0xffu);
}

}  // namespace
