// Kernels that treat the edges of a grid in their own way, or leave work to one lane: with a warp
// as a vector, their lanes read and write at places that are in order in part.
#include <algorithm>
#include <climits>
#include <cmath>
#include <vector>

#include "backends.h"

namespace {

CONFORMANCE_SUITE(Edges);

constexpr int kWidth = 100;
constexpr int kHeight = 12;
constexpr dim3 kBlocks[] = {dim3(32, 2), dim3(64, 1), dim3(16, 4), dim3(20, 3), dim3(8, 8)};

dim3 grid_of(dim3 block) {
  return {(kWidth + block.x - 1) / block.x, (kHeight + block.y - 1) / block.y};
}

std::vector<int> numbered() {
  std::vector<int> out(kWidth * kHeight);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<int>(i * i % 1009);
  return out;
}

// The neighbours by a choice, by the smaller and the larger of two numbers, and by a comparison.
LARDER_KERNEL LARDER_KERNEL_VECTORS void adds_neighbours(const int* in, int* out, int width,
                                                         int height) {
  const int x = blockIdx.x * blockDim.x + threadIdx.x;
  const int y = blockIdx.y * blockDim.y + threadIdx.y;
  if (x >= width || y >= height) return;
  const int west = x == 0 ? x : x - 1;
  const int east = min(x + 1, width - 1);
  const int far = max(min(x - 5, width - 9), 2);
  const int* row = in + y * width;
  const int next = row[x + (x != width - 1 ? 1 : 0)];
  const int wrapped = row[x == width - 1 ? 0 : x + 1];
  out[y * width + x] = row[west] + 3 * row[east] + 7 * row[far] + 11 * next + 13 * wrapped;
}

int neighbours_of(const std::vector<int>& in, int x, int y) {
  const int* row = in.data() + y * kWidth;
  const int east = std::min(x + 1, kWidth - 1);
  const int wrapped = x == kWidth - 1 ? 0 : x + 1;
  return row[std::max(x - 1, 0)] + 3 * row[east] +
         7 * row[std::max(std::min(x - 5, kWidth - 9), 2)] + 11 * row[east] + 13 * row[wrapped];
}

TEST_P(Edges, ReadNeighboursInOrderOrAtTheEdge) {
  const std::vector<int> values = numbered();
  auto in = device().upload(values);
  for (const dim3 block : kBlocks) {
    auto out = filled(kWidth * kHeight, -1);
    device().launch(adds_neighbours, {grid_of(block), block}, in, out, kWidth, kHeight);
    const std::vector<int> sums = contents(out);
    for (int y = 0; y < kHeight; ++y)
      for (int x = 0; x < kWidth; ++x)
        ASSERT_EQ(sums[y * kWidth + x], neighbours_of(values, x, y))
            << block.x << 'x' << block.y << ": " << x << ' ' << y;
  }
}

// Where the index of the way that is not taken wraps round.
LARDER_KERNEL LARDER_KERNEL_VECTORS void reads_far(const unsigned char* in, unsigned char* out,
                                                   unsigned n, int most) {
  const unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= n) return;
  const int shifted = i < 40 ? static_cast<int>(i) : static_cast<int>(i) + most;
  out[i] = in[i == 0 ? n - 1 : i - 1] + in[shifted];
}

TEST_P(Edges, ChooseAmongIndexesOfWhichOneWrapsRound) {
  constexpr int kSize = 300;
  std::vector<unsigned char> values(kSize);
  for (int i = 0; i < kSize; ++i) values[i] = static_cast<unsigned char>(7 * i);
  auto in = device().upload(values);
  for (const unsigned threads : {32u, 96u, 50u}) {
    auto out = device().upload(std::vector<unsigned char>(kSize, 0));
    device().launch(reads_far, {kSize / threads + 1, threads}, in, out, 200u, 100);
    const std::vector<unsigned char> read = contents(out);
    for (int i = 0; i < 200; ++i)
      ASSERT_EQ(read[i], static_cast<unsigned char>(values[i == 0 ? 199 : i - 1] +
                                                    values[i < 40 ? i : i + 100]))
          << threads << ' ' << i;
  }
}

// What was chosen before a barrier is of use after it, and lanes write where they chose.
LARDER_KERNEL LARDER_KERNEL_VECTORS void smooths(const int* in, int* out, int width, int rounds) {
  __shared__ int row[256];
  const int x = threadIdx.x;
  const int west = x == 0 ? x : x - 1;
  const int east = x == width - 1 ? x : x + 1;
  row[x] = in[x];
  int last = 0;
  __syncthreads();
  for (int round = 0; round < rounds; ++round) {
    int sum = 0;
    if (x >= round) sum = row[west] + row[x] + row[east] + last;
    __syncthreads();
    if (x >= round) {
      last = row[x] & 3;
      row[x] = sum % 1000;
    }
    __syncthreads();
  }
  out[x == 0 ? width - 1 : x - 1] = row[x];
}

std::vector<int> smoothed(std::vector<int> row, int rounds) {
  const int width = static_cast<int>(row.size());
  std::vector<int> last(width);
  for (int round = 0; round < rounds; ++round) {
    const std::vector<int> old = row;
    for (int x = round; x < width; ++x) {
      row[x] =
          (old[std::max(x - 1, 0)] + old[x] + old[std::min(x + 1, width - 1)] + last[x]) % 1000;
      last[x] = old[x] & 3;
    }
  }
  std::rotate(row.begin(), row.begin() + 1, row.end());
  return row;
}

TEST_P(Edges, KeepWhatLanesOfATurnHadChosen) {
  for (const int width : {32, 64, 100, 256}) {
    std::vector<int> values(width);
    for (int i = 0; i < width; ++i) values[i] = 31 * i % 100;
    auto in = device().upload(values);
    auto out = filled(width, -1);
    device().launch(smooths, {1, static_cast<unsigned>(width)}, in, out, width, 9);
    EXPECT_EQ(contents(out), smoothed(values, 9)) << width;
  }
}

// One lane, of each block or of the grid, reads and writes for all.
LARDER_KERNEL LARDER_KERNEL_VECTORS void leaves_to_one(const int* in, int* out, int* edges, int n) {
  __shared__ int tile[130];
  const int t = threadIdx.x;
  const int i = blockIdx.x * blockDim.x + t;
  const int last = blockDim.x - 1;
  tile[t + 1] = i < n ? in[i] : 0;
  if (t == 0) tile[0] = i > 0 ? in[i - 1] : -5;
  if (t == last) tile[t + 2] = i + 1 < n ? in[i + 1] : -7;
  __syncthreads();
  if (i < n) out[i] = tile[t] + 2 * tile[t + 1] + 4 * tile[t + 2];
  if (i == n - 1) edges[0] = in[i] + i;
  if (t != 3) return;
  edges[1 + blockIdx.x] = in[min(i, n - 1)] * 2 + t;
}

TEST_P(Edges, LeaveWorkToOneLane) {
  constexpr int kSize = 500;
  const std::vector<int> values = [] {
    std::vector<int> out(kSize);
    for (int i = 0; i < kSize; ++i) out[i] = 17 * i % 256;
    return out;
  }();
  auto in = device().upload(values);
  for (const unsigned threads : {32u, 64u, 128u, 48u, 5u}) {
    const unsigned blocks = (kSize + threads - 1) / threads;
    auto out = filled(kSize, -1);
    auto edges = filled(static_cast<int>(blocks) + 1, -1);
    device().launch(leaves_to_one, {blocks, threads}, in, out, edges, kSize);
    const std::vector<int> sums = contents(out);
    for (int i = 0; i < kSize; ++i) {
      const int before = i > 0 ? values[i - 1] : -5;
      const int beyond = i % threads == threads - 1 ? -7 : 0;
      const int after = i + 1 < kSize ? values[i + 1] : beyond;
      ASSERT_EQ(sums[i], before + 2 * values[i] + 4 * after) << threads << ' ' << i;
    }
    std::vector<int> wanted{values[kSize - 1] + kSize - 1};
    for (unsigned block = 0; block < blocks; ++block)
      wanted.push_back(values[std::min<int>(block * threads + 3, kSize - 1)] * 2 + 3);
    EXPECT_EQ(contents(edges), wanted) << threads;
  }
}

// Updates of shared memory, whose old value is asked for or not.
LARDER_KERNEL LARDER_KERNEL_VECTORS void counts(const int* in, int* out, float* sum, int n) {
  __shared__ int bins[8];
  __shared__ int most, least;
  __shared__ unsigned high, low;
  __shared__ float total;
  const int t = threadIdx.x;
  if (t < 8) bins[t] = 0;
  if (t == 0) {
    most = INT_MIN;
    least = INT_MAX;
    high = 0;
    low = ~0u;
    total = 0;
  }
  __syncthreads();
  for (int i = t; i < n; i += blockDim.x) {
    atomicAdd(&bins[in[i] & 7], 1);
    atomicMax(&most, in[i]);
    atomicMin(&least, in[i]);
    atomicMax(&high, static_cast<unsigned>(in[i]));
    atomicMin(&low, static_cast<unsigned>(in[i]));
    atomicAdd(&total, 0.5f);
    atomicSub(&bins[(in[i] + 1) & 7], 2);
  }
  __syncthreads();
  if (t < 8) out[t] = bins[t];
  if (t != 0) return;
  out[8] = most;
  out[9] = least;
  out[10] = static_cast<int>(high);
  out[11] = static_cast<int>(low);
  *sum = total;
}

TEST_P(Edges, UpdateSharedMemory) {
  constexpr int kSize = 1000;
  std::vector<int> values(kSize);
  for (int i = 0; i < kSize; ++i) values[i] = i * 7919 % 2003 - 700;
  std::vector<int> wanted(12);
  unsigned high = 0, low = ~0u;
  for (const int value : values) {
    ++wanted[value & 7];
    wanted[(value + 1) & 7] -= 2;
    high = std::max(high, static_cast<unsigned>(value));
    low = std::min(low, static_cast<unsigned>(value));
  }
  wanted[8] = *std::max_element(values.begin(), values.end());
  wanted[9] = *std::min_element(values.begin(), values.end());
  wanted[10] = static_cast<int>(high);
  wanted[11] = static_cast<int>(low);
  auto in = device().upload(values);
  for (const unsigned threads : {32u, 64u, 250u}) {
    auto out = filled(12, -1);
    auto sum = device().upload(std::vector<float>{-1});
    device().launch(counts, {1, threads}, in, out, sum, kSize);
    EXPECT_EQ(contents(out), wanted) << threads;
    EXPECT_EQ(contents(sum).front(), kSize / 2) << threads;
  }
}

// Each lane leaves the loops in a turn of its own; then its number is the lane's again.
LARDER_KERNEL LARDER_KERNEL_VECTORS void leaves_in_its_turn(const int* in, int* out) {
  __shared__ int kept[96];
  const int t = threadIdx.x;
  const int lane = t & 31;
  kept[t] = t;
  __syncthreads();
  int sum = 0;
  for (int i = 0;; ++i) {
    if (lane != (i & 31)) continue;
    sum += in[i & 63];
    if (sum >= i) break;
  }
  int found = -1;
  for (int i = 0; i < 64; ++i)
    if (lane == (i & 31) && in[i] > t % 50) {
      found = kept[t] * 100 + lane;
      break;
    }
  out[t] = found + 3 * lane;
}

TEST_P(Edges, LeaveLoopsOneAfterAnother) {
  std::vector<int> values(64);
  for (int i = 0; i < 64; ++i) values[i] = 7 * (i % 11) + 64;
  auto in = device().upload(values);
  for (const unsigned threads : {5u, 32u, 64u, 96u}) {
    auto out = filled(96, -1);
    device().launch(leaves_in_its_turn, {1, threads}, in, out);
    const std::vector<int> left = contents(out);
    for (int t = 0; t < static_cast<int>(threads); ++t)
      ASSERT_EQ(left[t], t * 100 + 4 * (t % 32)) << threads << ' ' << t;
  }
}

// LLVM computes such sums with 33 bits.
LARDER_KERNEL LARDER_KERNEL_VECTORS void adds_triangles(const int* in, int* out, int n) {
  __shared__ int kept[64];
  const int t = threadIdx.x;
  kept[t] = in[t];
  __syncthreads();
  int sum = 0;
  for (int m = t; m < n; ++m) sum += m;
  for (int m = 0; m < t; ++m)
    for (int k = m; k < t; ++k) sum += k;
  out[t] = sum + kept[t ^ 1];
}

TEST_P(Edges, AddUpNumbersInARow) {
  auto in = device().upload(std::vector<int>(64, 5));
  auto out = filled(64, -1);
  for (const int n : {-3, 0, 40, 100, 70000}) {
    device().launch(adds_triangles, {1, 64}, in, out, n);
    const std::vector<int> sums = contents(out);
    for (int t = 0; t < 64; ++t) {
      unsigned sum = 5;
      for (int m = t; m < n; ++m) sum += static_cast<unsigned>(m);
      for (int m = 0; m < t; ++m)
        for (int k = m; k < t; ++k) sum += static_cast<unsigned>(k);
      ASSERT_EQ(sums[t], static_cast<int>(sum)) << n << ' ' << t;
    }
  }
}

// Functions that vectors have no form of, lane by lane.
LARDER_KERNEL LARDER_KERNEL_VECTORS void calls_libm(const float* in, float* out, long* rounded) {
  __shared__ float kept[64];
  const int t = threadIdx.x;
  kept[t] = in[t];
  __syncthreads();
  const float x = kept[t ^ 1];
  out[t] = tanhf(x) + asinf(x) + acosf(x) + atanf(x) + sinhf(x) + coshf(x) + atan2f(x, 2.0f);
  rounded[t] = lroundf(100 * x);
}

TEST_P(Edges, CallFunctionsOfOneNumber) {
  std::vector<float> values(64);
  for (int i = 0; i < 64; ++i) values[i] = static_cast<float>(i - 32) / 33;
  auto in = device().upload(values);
  auto out = device().upload(std::vector<float>(64));
  auto rounded = device().upload(std::vector<long>(64));
  device().launch(calls_libm, {1, 64}, in, out, rounded);
  const std::vector<float> sums = contents(out);
  const std::vector<long> near = contents(rounded);
  for (int t = 0; t < 64; ++t) {
    const double x = values[t ^ 1];
    EXPECT_NEAR(sums[t],
                std::tanh(x) + std::asin(x) + std::acos(x) + std::atan(x) + std::sinh(x) +
                    std::cosh(x) + std::atan2(x, 2.0),
                1e-5);
    EXPECT_EQ(near[t], std::lround(100 * values[t ^ 1])) << t;
  }
}

}  // namespace
