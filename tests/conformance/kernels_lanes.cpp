// Lanes of a warp that part: in loops, by returning, and with values that only some of them have.
#include <vector>

#include "backends.h"

namespace {

CONFORMANCE_SUITE(Lanes);

constexpr unsigned kFull = 0xffffffffu;

std::vector<int> counted(int count, int modulus) {
  std::vector<int> out(count);
  for (int i = 0; i < count; ++i) out[i] = i % modulus;
  return out;
}

// Lanes leave the loop by two ways, one after another.
LARDER_KERNEL void leaves_by_two_ways(const int* in, int* out, int* counts, int n) {
  const int wanted = in[threadIdx.x];
  int way = 0;
  int i = 0;
  while (true) {
    if (i >= n) {
      atomicAdd(&counts[0], 1);
      way = 1;
      break;
    }
    atomicAdd(&counts[1], 1);
    if (wanted == i) {
      atomicAdd(&counts[2], 1);
      way = 2;
      break;
    }
    ++i;
  }
  __syncthreads();
  out[threadIdx.x] = way;
}

TEST_P(Lanes, LeaveALoopByTwoWays) {
  auto in = device().upload(counted(32, 32));
  auto out = filled(32, 0);
  auto counts = filled(3, 0);
  device().launch(leaves_by_two_ways, {1, 32}, in, out, counts, 10);
  const std::vector<int> ways = contents(out);
  for (int i = 0; i < 32; ++i) ASSERT_EQ(ways[i], i < 10 ? 2 : 1) << i;
  EXPECT_EQ(contents(counts), (std::vector<int>{22, 275, 10}));
}

// A value that is needed by shuffles alone, on both sides of a barrier.
LARDER_KERNEL void shuffles_twice(const int* in, int* out) {
  const int value = in[threadIdx.x] * 3 + 1;
  const int one = __shfl_xor_sync(kFull, value, 1);
  __syncthreads();
  const int other = __shfl_xor_sync(kFull, value, 2);
  out[threadIdx.x] = one * 1000 + other;
}

TEST_P(Lanes, KeepWhatTheyShuffleAgain) {
  auto in = device().upload(counted(32, 32));
  auto out = filled(32, 0);
  device().launch(shuffles_twice, {1, 32}, in, out);
  const std::vector<int> values = contents(out);
  for (int i = 0; i < 32; ++i)
    ASSERT_EQ(values[i], ((i ^ 1) * 3 + 1) * 1000 + (i ^ 2) * 3 + 1) << i;
}

// The block that returns has a warp operation; the last warp has one thread.
LARDER_KERNEL void shuffles_at_the_end(const int* in, int* out, int* sum) {
  int value = in[threadIdx.x];
  if (value % 2 != 0) {
    atomicAdd(sum, value);
    value *= 3;
  }
  out[threadIdx.x] = __shfl_sync(kFull, value, 0);
}

TEST_P(Lanes, MeetInTheLastBlock) {
  auto in = device().upload(std::vector<int>(33, 5));
  auto out = filled(33, 0);
  auto sum = filled(1, 0);
  device().launch(shuffles_at_the_end, {1, 33}, in, out, sum);
  EXPECT_EQ(contents(out), std::vector<int>(33, 15));
  EXPECT_EQ(contents(sum)[0], 165);
}

// The index may wrap round. Lanes 0 and 31 leave the loop first, with addresses side by side.
LARDER_KERNEL void reads_after_the_first_left(const int* in, int* out, unsigned offset) {
  const unsigned lane = threadIdx.x % 32;
  std::size_t i = threadIdx.x + offset - blockIdx.x;
  const int count = lane == 0 || lane == 31 ? 2 : 5;
  int sum = 0;
  for (int k = 0; k < count; ++k) {
    sum = sum * 3 + in[i];
    i += 64;
  }
  __syncthreads();
  out[threadIdx.x] = sum;
}

TEST_P(Lanes, ReadOnAfterTheFirstLeft) {
  const std::vector<int> values = counted(1000, 701);
  auto in = device().upload(values);
  auto out = filled(32, 0);
  device().launch(reads_after_the_first_left, {1, 32}, in, out, 3u);
  const std::vector<int> sums = contents(out);
  for (int t = 0; t < 32; ++t) {
    int sum = 0;
    for (int k = 0; k < (t % 31 == 0 ? 2 : 5); ++k) sum = sum * 3 + values[t + 3 + 64 * k];
    ASSERT_EQ(sums[t], sum) << t;
  }
}

// Lane 0 is not there: its index is below zero, where those of the others are known not to be.
LARDER_KERNEL void reads_from_lane_five(const int* in, int* out, long long* wide, int m) {
  const int t = threadIdx.x;
  __syncthreads();
  const int k = t - m;
  int value = -1;
  if (k >= 0) value = in[k];
  out[t] = value;
  const unsigned number = threadIdx.x;
  long long index = -1;
  if (number >= static_cast<unsigned>(m)) {
    atomicAdd(&out[32], 1);
    index = static_cast<long long>(static_cast<std::size_t>(number - static_cast<unsigned>(m)));
  }
  wide[t] = index;
}

TEST_P(Lanes, ReadWhereLaneZeroIsNot) {
  auto in = device().upload(counted(32, 32));
  auto out = filled(33, 0);
  auto wide = filled(32, 0ll);
  device().launch(reads_from_lane_five, {1, 32}, in, out, wide, 5);
  const std::vector<int> values = contents(out);
  const std::vector<long long> indices = contents(wide);
  EXPECT_EQ(values[32], 27);
  for (int t = 0; t < 32; ++t) {
    ASSERT_EQ(values[t], t < 5 ? -1 : t - 5) << t;
    ASSERT_EQ(indices[t], t < 5 ? -1 : t - 5) << t;
  }
}

LARDER_KERNEL void reads_downwards(const int* in, int* out, int m) {
  int sum = 0;
  __syncthreads();
  for (int k = static_cast<int>(threadIdx.x) - m; k >= 0; k -= 5) sum = sum * 3 + in[k];
  out[threadIdx.x] = sum;
}

TEST_P(Lanes, ReadDownwards) {
  const std::vector<int> values = counted(64, 41);
  auto in = device().upload(values);
  auto out = filled(64, 0);
  device().launch(reads_downwards, {1, 64}, in, out, 3);
  const std::vector<int> sums = contents(out);
  for (int t = 0; t < 64; ++t) {
    int sum = 0;
    for (int k = t - 3; k >= 0; k -= 5) sum = sum * 3 + values[k];
    ASSERT_EQ(sums[t], sum) << t;
  }
}

// Threads that have returned are not waited for, wherever they did: in a loop whose length is
// known or not, after a store, from an inner loop, at its end.
template <int Steps>
LARDER_KERNEL void returns_in_a_loop(const int* in, int* out, int steps) {
  for (int i = 0; i < (Steps > 0 ? Steps : steps); ++i) {
    if (in[threadIdx.x] == i) {
      out[threadIdx.x] = i;
      return;
    }
    __syncthreads();
  }
  out[threadIdx.x] = -1;
}

LARDER_KERNEL void breaks_or_returns(const int* in, int* out, int steps) {
  __shared__ int cells[64];
  int sum = 0;
  for (int i = 0; i < steps; ++i) {
    cells[threadIdx.x] = i + in[threadIdx.x];
    __syncthreads();
    sum += cells[threadIdx.x ^ 1];
    __syncthreads();
    if (in[threadIdx.x] == i) {
      sum += 1000;
      break;
    }
    if (in[threadIdx.x] == 2 * i + 1) {
      out[threadIdx.x] = -sum;
      return;
    }
  }
  out[threadIdx.x] = sum;
}

LARDER_KERNEL void returns_from_an_inner_loop(const int* in, int* out, int steps) {
  int sum = 0;
  int i = 0;
  do {
    for (int k = 0; k < in[threadIdx.x]; ++k) {
      if (k * i == 12) {
        out[threadIdx.x] = -sum;
        return;
      }
      sum += k;
    }
    __syncthreads();
    sum += __popc(__ballot_sync(kFull, in[threadIdx.x] % 2));
  } while (++i < steps - in[threadIdx.x] / 2);
  out[threadIdx.x] = sum;
}

TEST_P(Lanes, ReturnFromALoopWithBarriers) {
  auto in = device().upload(counted(64, 20));
  auto out = filled(64, 0);
  const auto expect = [&](auto kernel) {
    device().launch(kernel, {1, 64}, in, out, 10);
    const std::vector<int> values = contents(out);
    for (int i = 0; i < 64; ++i) ASSERT_EQ(values[i], i % 20 < 10 ? i % 20 : -1) << i;
  };
  expect(returns_in_a_loop<10>);
  expect(returns_in_a_loop<0>);
}

TEST_P(Lanes, BreakOrReturnFromALoopWithBarriers) {
  const std::vector<int> wanted = counted(64, 20);
  auto in = device().upload(wanted);
  auto out = filled(64, 0);
  device().launch(breaks_or_returns, {1, 64}, in, out, 12);
  std::vector<int> cells(64);
  std::vector<int> sums(64, 0);
  std::vector<bool> here(64, true);
  for (int i = 0; i < 12; ++i) {
    for (int t = 0; t < 64; ++t)
      if (here[t]) cells[t] = i + wanted[t];
    for (int t = 0; t < 64; ++t) {
      if (!here[t]) continue;
      sums[t] += cells[t ^ 1];
      here[t] = wanted[t] != i && wanted[t] != 2 * i + 1;
      if (wanted[t] == i)
        sums[t] += 1000;
      else if (!here[t])
        sums[t] = -sums[t];
    }
  }
  EXPECT_EQ(contents(out), sums);
}

TEST_P(Lanes, ReturnFromAnInnerLoop) {
  const std::vector<int> wanted = counted(64, 20);
  auto in = device().upload(wanted);
  auto out = filled(64, 0);
  device().launch(returns_from_an_inner_loop, {1, 64}, in, out, 12);
  std::vector<int> sums(64, 0);
  std::vector<bool> here(64, true);
  for (int i = 0; i < 12; ++i) {
    std::vector<bool> votes(64, false);
    for (int t = 0; t < 64; ++t)
      for (int k = 0; here[t] && k < wanted[t]; ++k) {
        if (k * i == 12) {
          sums[t] = -sums[t];
          here[t] = false;
        } else {
          sums[t] += k;
        }
      }
    for (int t = 0; t < 64; ++t) votes[t] = here[t] && wanted[t] % 2 != 0;
    for (int t = 0; t < 64; ++t) {
      if (!here[t]) continue;
      for (int other = t / 32 * 32; other < t / 32 * 32 + 32; ++other) sums[t] += votes[other];
      here[t] = i + 1 < 12 - wanted[t] / 2;
    }
  }
  EXPECT_EQ(contents(out), sums);
}

// What a lane reads in its neighbour's element is what was there before the statement.
LARDER_KERNEL void moves_along(int* out, int steps) {
  __shared__ int cells[64];
  const int lane = threadIdx.x;
  cells[lane] = lane;
  __syncwarp();
  for (int i = 0; i < steps; ++i) {
    if (lane > 0) cells[lane] = cells[lane - 1];  // larder-check: ignore (lanes in step)
    __syncwarp();
  }
  out[lane] = cells[lane];
}

TEST_P(Lanes, ReadBeforeANeighbourWrites) {
  auto out = filled(32, 0);
  device().launch(moves_along, {1, 32}, out, 4);
  const std::vector<int> values = contents(out);
  for (int t = 0; t < 32; ++t) ASSERT_EQ(values[t], t < 4 ? 0 : t - 4) << t;
}

// blockDim is known where a source launches a kernel: other blocks must be right as well.
LARDER_KERNEL void sums_a_block(const int* in, int* out) {
  __shared__ int cells[1024];
  const int t = threadIdx.x + blockDim.x * threadIdx.y;
  const int threads = blockDim.x * blockDim.y;
  cells[t] = in[t];
  __syncthreads();
  for (int stride = threads / 2; stride > 0; stride /= 2) {
    if (t < stride) cells[t] += cells[t + stride];
    __syncthreads();
  }
  out[t] = cells[0] + t;
}

TEST_P(Lanes, OfBlocksOfEachShape) {
  auto in = device().upload(counted(1024, 1024));
  for (const dim3 block : {dim3(256), dim3(256), dim3(256), dim3(128), dim3(64, 4), dim3(16, 16),
                           dim3(32, 32), dim3(1), dim3(8, 2), dim3(1024)}) {
    const int threads = static_cast<int>(block.x * block.y);
    auto out = filled(1024, 0);
    device().launch(sums_a_block, {1, block}, in, out);
    const std::vector<int> values = contents(out);
    for (int t = 0; t < threads; ++t) ASSERT_EQ(values[t], threads * (threads - 1) / 2 + t) << t;
  }
  auto out = filled(256, 0);
  device().launch(sums_a_block, {1, 256}, in, out);
  EXPECT_EQ(contents(out)[0], 256 * 255 / 2);
}

// Rows shorter than a warp, of blocks that the source names.
template <int Width, int Height>
LARDER_KERNEL void shifts_in_a_tile(const short* in, short* out, unsigned width, int* seen) {
  __shared__ short tile[Height + 2][Width + 2];
  const unsigned tx = threadIdx.x + 1;
  const unsigned ty = threadIdx.y + 1;
  const unsigned x = blockIdx.x * Width + threadIdx.x;
  const unsigned y = blockIdx.y * Height + threadIdx.y;
  const unsigned i = y * width + x;
  tile[ty][tx] = in[i];
  if (tx == 1) tile[ty][0] = x > 0 ? in[i - 1] : static_cast<short>(0);
  if (tx == Width) tile[ty][Width + 1] = x + 1 < width ? in[i + 1] : static_cast<short>(0);
  __syncthreads();
  short sum = 0;
  for (unsigned k = 0; k <= threadIdx.y; ++k) sum = static_cast<short>(sum + tile[k + 1][tx - 1]);
  if (x % 3 != 1 || y % 5 != 2) out[i] = static_cast<short>(sum + 2 * tile[ty][tx + 1]);
  if (threadIdx.z == 0) seen[y] = static_cast<int>(y * gridDim.x);
}

template <int Width, int Height>
void expect_shifted(larder::Device& device) {
  const unsigned width = Width * 3;
  const unsigned height = Height * 2;
  std::vector<short> in(width * height);
  for (unsigned i = 0; i < in.size(); ++i) in[i] = static_cast<short>(i * 40503u);
  auto from = device.upload(in);
  auto to = device.upload(std::vector<short>(in.size(), 7));
  auto seen = device.upload(std::vector<int>(height, -1));
  device.launch(shifts_in_a_tile<Width, Height>, {{3, 2}, {Width, Height}}, from, to, width, seen);
  std::vector<short> out(in.size());
  std::vector<int> rows(height);
  ASSERT_TRUE(device.download(to, out).ok());
  ASSERT_TRUE(device.download(seen, rows).ok());
  for (unsigned y = 0; y < height; ++y) {
    ASSERT_EQ(rows[y], static_cast<int>(y * 3));
    for (unsigned x = 0; x < width; ++x) {
      const auto at = [&](unsigned row, int column) {
        return column < 0 || column >= static_cast<int>(width)
                   ? short{0}
                   : in[row * width + static_cast<unsigned>(column)];
      };
      short sum = 0;
      for (unsigned k = y / Height * Height; k <= y; ++k)
        sum = static_cast<short>(sum + at(k, static_cast<int>(x) - 1));
      const auto wanted = static_cast<short>(sum + 2 * at(y, static_cast<int>(x) + 1));
      const bool written = x % 3 != 1 || y % 5 != 2;
      ASSERT_EQ(out[y * width + x], written ? wanted : short{7}) << x << ' ' << y;
    }
  }
}

TEST_P(Lanes, OfSeveralRows) {
  expect_shifted<16, 16>(device());
  expect_shifted<8, 8>(device());
  expect_shifted<4, 16>(device());
  expect_shifted<32, 4>(device());
  expect_shifted<16, 3>(device());
  expect_shifted<12, 8>(device());
}

// Rows of half a warp name all lanes and go their own ways. GPUs give what each row's own lanes
// have.
LARDER_KERNEL void totals_of_rows(const int* ends, const int* in, int* out) {
  const int row = static_cast<int>(threadIdx.y);
  const int begin = row == 0 ? 0 : ends[row - 1];
  int total = 0;
  for (int first = begin; first < ends[row]; first += static_cast<int>(blockDim.x)) {
    const int at = first + static_cast<int>(threadIdx.x);
    int sum = at < ends[row] ? in[at] : 0;
    for (int step = 1; step < static_cast<int>(blockDim.x); step *= 2) {
      const int other = __shfl_up_sync(~0u, sum, step, blockDim.x);
      if (static_cast<int>(threadIdx.x) >= step) sum += other;
    }
    total += __shfl_sync(~0u, sum, blockDim.x - 1, blockDim.x);
  }
  out[row * blockDim.x + threadIdx.x] = total;
}

TEST_P(Lanes, OfRowsThatGoTheirOwnWays) {
  const std::vector<int> ends = {3, 100, 100, 117};
  std::vector<int> values(117);
  for (int i = 0; i < 117; ++i) values[i] = i * 7 % 13;
  auto in = device().upload(values);
  auto from = device().upload(ends);
  auto out = filled(64, -1);
  device().launch(totals_of_rows, {1, {16, 4}}, from, in, out);
  for (int i = 0; i < 64; ++i) {
    int sum = 0;
    for (int k = i < 16 ? 0 : ends[i / 16 - 1]; k < ends[i / 16]; ++k) sum += values[k];
    ASSERT_EQ(contents(out)[i], sum) << i;
  }
}

}  // namespace
