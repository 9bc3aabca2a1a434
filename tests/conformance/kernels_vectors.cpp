// Kernels whose threads never wait for each other, with a warp as a vector.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "backends.h"

namespace {

CONFORMANCE_SUITE(Vectors);

std::vector<int> counted(int count, int modulus) {
  std::vector<int> out(count);
  for (int i = 0; i < count; ++i) out[i] = i % modulus;
  return out;
}

// What follows the guard is copied for warps of which all lanes go on.
LARDER_KERNEL LARDER_KERNEL_VECTORS void adds_up_to_itself(const int* in, int* out, int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= n) return;
  int sum = 0;
  for (int k = 0; k <= in[i]; ++k)
    if (k % 3 != 1) sum += k;
  if (sum > 20) {
    out[i] = -sum;
    return;
  }
  out[i] = sum;
}

int sum_to(int last) {
  int sum = 0;
  for (int k = 0; k <= last; ++k)
    if (k % 3 != 1) sum += k;
  return sum > 20 ? -sum : sum;
}

TEST_P(Vectors, PassAGuardWholeOrInPart) {
  constexpr int kSize = 1000;
  const std::vector<int> values = counted(kSize, 17);
  auto in = device().upload(values);
  for (const unsigned threads : {32u, 64u, 100u, 256u, 1024u}) {
    for (const int n : {0, 1, 31, 32, 33, 500, 992, 993, kSize}) {
      auto out = filled(kSize, 7);
      device().launch(adds_up_to_itself, {(kSize + threads - 1) / threads, threads}, in, out, n);
      const std::vector<int> sums = contents(out);
      for (int i = 0; i < kSize; ++i)
        ASSERT_EQ(sums[i], i < n ? sum_to(values[i]) : 7)
            << threads << " threads, " << n << ' ' << i;
    }
  }
}

// Two guards, of which lanes may differ in both, in the last, or in none.
LARDER_KERNEL LARDER_KERNEL_VECTORS void numbers_a_plane(short* out, int width, int height,
                                                         int pitch) {
  const int x = blockIdx.x * blockDim.x + threadIdx.x;
  const int y = blockIdx.y * blockDim.y + threadIdx.y;
  if (x >= width) return;
  out[y * pitch + x] = -1;
  if (y >= height) return;
  for (int k = 0; k < 3; ++k)
    if (out[y * pitch + x] < 0) out[y * pitch + x] = static_cast<short>(x + 100 * y);
}

TEST_P(Vectors, PassTwoGuards) {
  constexpr int kPitch = 64;
  constexpr int kRows = 32;
  for (const dim3 block : {dim3(32, 4), dim3(16, 16), dim3(8, 8), dim3(4, 32), dim3(5, 7)}) {
    for (const int width : {0, 7, 31, 32, 45, kPitch}) {
      auto out = device().upload(std::vector<short>(kPitch * kRows, 9));
      constexpr int kHeight = 13;
      const dim3 grid(kPitch / block.x, kRows / block.y);
      device().launch(numbers_a_plane, {grid, block}, out, width, kHeight, kPitch);
      const std::vector<short> numbers = contents(out);
      for (int y = 0; y < static_cast<int>(grid.y * block.y); ++y)
        for (int x = 0; x < static_cast<int>(grid.x * block.x); ++x)
          ASSERT_EQ(numbers[y * kPitch + x], x >= width     ? 9
                                             : y >= kHeight ? -1
                                                            : x + 100 * y)
              << block.x << 'x' << block.y << ", " << width << ": " << x << ' ' << y;
    }
  }
}

// Lanes that are not here would divide by zero, and read where nothing is.
LARDER_KERNEL LARDER_KERNEL_VECTORS void divides(const int* divisors, const int* const* places,
                                                 int* out, int n) {
  for (int i = threadIdx.x; i < n; i += blockDim.x) {
    if (divisors[i] == 0) continue;
    out[i] = 1000 / divisors[i] + *places[i];
  }
}

TEST_P(Vectors, LeaveOutLanesThatAreNotHere) {
  constexpr int kSize = 333;
  const std::vector<int> values = counted(kSize, 5);
  auto divisors = device().upload(values);
  std::vector<const int*> to(kSize);
  for (int i = 0; i < kSize; ++i) to[i] = values[i] == 0 ? nullptr : divisors.data() + i;
  auto places = device().upload(to);
  auto out = filled(kSize, 0);
  device().launch(divides, {1, 64}, divisors, places, out, kSize);
  const std::vector<int> results = contents(out);
  for (int i = 0; i < kSize; ++i)
    ASSERT_EQ(results[i], values[i] == 0 ? 0 : 1000 / values[i] + values[i]) << i;
}

// An array of each lane's own, and a write to one place by all: the last lane's stays.
LARDER_KERNEL LARDER_KERNEL_VECTORS void sorts_four(int* numbers, int* last, int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= n) return;
  int own[4];
  for (int k = 0; k < 4; ++k) own[k] = numbers[4 * i + k];
  for (int k = 0; k < 4; ++k)
    for (int m = 0; m < 3; ++m)
      if (own[m] > own[m + 1]) {
        const int kept = own[m];
        own[m] = own[m + 1];
        own[m + 1] = kept;
      }
  for (int k = 0; k < 4; ++k) numbers[4 * i + k] = own[k];
  atomicMax(last, i);
}

TEST_P(Vectors, HaveArraysOfTheirOwn) {
  constexpr int kSize = 150;
  std::vector<int> values(4 * kSize);
  for (int i = 0; i < 4 * kSize; ++i) values[i] = (i * 7919) % 101;
  auto numbers = device().upload(values);
  auto last = filled(1, -1);
  device().launch(sorts_four, {2, 96}, numbers, last, kSize);
  const std::vector<int> sorted = contents(numbers);
  for (int i = 0; i < kSize; ++i) {
    std::sort(values.begin() + 4 * i, values.begin() + 4 * i + 4);
    for (int k = 0; k < 4; ++k) ASSERT_EQ(sorted[4 * i + k], values[4 * i + k]) << i << ' ' << k;
  }
  EXPECT_EQ(contents(last)[0], kSize - 1);
}

// Bytes of a table that look like a label of assembly.
LARDER_KERNEL LARDER_KERNEL_VECTORS void reads_a_table(char* out, int n) {
  static constexpr char kText[] = ".L1 .Llarder larder_vectors .L2";
  for (int i = threadIdx.x; i < n; i += blockDim.x)
    for (unsigned k = 0; k <= threadIdx.x % sizeof kText; ++k) out[i] = kText[k];
}

TEST_P(Vectors, ReadTablesThatLookLikeSymbols) {
  const std::string text = ".L1 .Llarder larder_vectors .L2";
  constexpr int kSize = 32;
  auto out = filled(kSize, '?');
  device().launch(reads_a_table, {1, kSize}, out, kSize);
  const std::vector<char> bytes = contents(out);
  for (int i = 0; i < kSize; ++i) ASSERT_EQ(bytes[i], text.c_str()[i % (text.size() + 1)]) << i;
}

// LLVM knows other ways to compute some of these, which round otherwise than pow().
template <class T>
LARDER_KERNEL LARDER_KERNEL_VECTORS void raises(const T* in, T* out, int n) {
  for (int i = threadIdx.x; i < n; i += blockDim.x) {
    const T x = in[i];
    out[4 * i] = pow(T(2), x);
    out[4 * i + 1] = pow(x, T(0.5));
    out[4 * i + 2] = pow(x, T(2));
    out[4 * i + 3] = pow(T(8), x);
  }
}

template <class T>
void check_powers(larder::Device& device, const std::vector<T>& in, const std::vector<T>& out) {
  for (std::size_t i = 0; i < in.size(); ++i) {
    const T x = in[i];
    const T wanted[] = {std::pow(T(2), x), std::pow(x, T(0.5)), x * x, std::pow(T(8), x)};
    for (int k = 0; k < 4; ++k)
      if (device.backend() == larder::Backend::kCpu)
        ASSERT_EQ(out[4 * i + k], wanted[k]) << x << ' ' << k;
      else
        ASSERT_NEAR(out[4 * i + k] / wanted[k], 1, 1e-5) << x << ' ' << k;
  }
}

TEST_P(Vectors, RaiseAsTheHostDoes) {
  constexpr int kSize = 200;
  std::vector<double> numbers(kSize);
  for (int i = 0; i < kSize; ++i) numbers[i] = 0.1 + i * 0.0937;
  const std::vector<float> small(numbers.begin(), numbers.end());
  auto in = device().upload(numbers);
  auto out = filled(4 * kSize, 0.0);
  device().launch(raises<double>, {1, 64}, in, out, kSize);
  check_powers(device(), numbers, contents(out));
  auto in_small = device().upload(small);
  auto out_small = filled(4 * kSize, 0.0f);
  device().launch(raises<float>, {1, 64}, in_small, out_small, kSize);
  check_powers(device(), small, contents(out_small));
}

// Bits above those in which the lanes of a warp differ: some warps have them already.
LARDER_KERNEL LARDER_KERNEL_VECTORS void masks_its_index(unsigned* out, int turns) {
  const unsigned x = threadIdx.x;
  unsigned sum = 0;
  for (int k = 0; k < turns; ++k)
    sum += ((x | 32) ^ k) + 3 * (x ^ 96) + 5 * (x & ~32u) + 7 * (x >> 5);
  out[x] = sum;
}

TEST_P(Vectors, MaskTheirIndex) {
  constexpr unsigned kSize = 256;
  auto out = filled(kSize, 0u);
  device().launch(masks_its_index, {1, kSize}, out, 3);
  const std::vector<unsigned> sums = contents(out);
  for (unsigned x = 0; x < kSize; ++x) {
    unsigned sum = 0;
    for (unsigned k = 0; k < 3; ++k)
      sum += ((x | 32) ^ k) + 3 * (x ^ 96) + 5 * (x & ~32u) + 7 * (x >> 5);
    ASSERT_EQ(sums[x], sum) << x;
  }
}

}  // namespace
