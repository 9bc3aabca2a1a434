// What PTX says where C++ leaves it open: conversions out of range, and shifts too far.
#include <limits>
#include <numeric>
#include <random>
#include <vector>

#include "backends.h"

namespace {

CONFORMANCE_SUITE(Arithmetic);

using Ll = long long;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr Ll kInt = std::numeric_limits<int>::max();
constexpr Ll kUnsigned = std::numeric_limits<unsigned>::max();
constexpr Ll kLong = std::numeric_limits<Ll>::max();

const std::vector<double> kValues{0.75,  -0.75, -1.5,    3e9,       -3e9,       5e9, 1e20,
                                  -1e20, 300.9, 70000.5, kInfinity, -kInfinity, kNan};

template <class Integer, class Real>
LARDER_KERNEL void convert(const Real* in, Ll* out) {
  const unsigned i = threadIdx.x;
  switch (i % 3) {
    case 0:
      out[i] = static_cast<Ll>((Integer)in[i]);
      break;
    case 1:
      out[i] = static_cast<Ll>(Integer(in[i]));
      break;
    default:
      const Integer value = in[i];
      out[i] = static_cast<Ll>(value);
  }
}

class Conversions : public conformance::OnBackend {
 protected:
  // Each value at each of the kernel's three places.
  template <class Integer, class Real>
  void expect(const std::vector<Ll>& wanted) {
    std::vector<Real> in;
    std::vector<Ll> all;
    for (std::size_t i = 0; i < kValues.size(); ++i) {
      in.insert(in.end(), 3, static_cast<Real>(kValues[i]));
      all.insert(all.end(), 3, wanted[i]);
    }
    const auto values = device().upload(in);
    auto out = filled(in.size(), Ll{77});
    device().launch(convert<Integer, Real>, {1, static_cast<int>(in.size())}, values, out);
    EXPECT_EQ(contents(out), all);
  }
};
INSTANTIATE_TEST_SUITE_P(On, Conversions,
                         testing::Values(larder::Backend::kCpu, larder::Backend::kGpu),
                         conformance::backend_name);

TEST_P(Conversions, ToInt) {
  const std::vector<Ll> wanted{0,         0,   -1,    kInt, -kInt - 1, kInt, kInt,
                               -kInt - 1, 300, 70000, kInt, -kInt - 1, 0};
  expect<int, float>(wanted);
  std::vector<Ll> wanted_of_double = wanted;
  wanted_of_double.back() = -kInt - 1;  // of NaN
  expect<int, double>(wanted_of_double);
}

TEST_P(Conversions, ToUnsigned) {
  const std::vector<Ll> wanted{0, 0,   0,     3000000000, 0, kUnsigned, kUnsigned,
                               0, 300, 70000, kUnsigned,  0, 0};
  expect<unsigned, float>(wanted);
  std::vector<Ll> wanted_of_double = wanted;
  wanted_of_double.back() = kInt + 1;  // of NaN
  expect<unsigned, double>(wanted_of_double);
}

TEST_P(Conversions, ToLongLong) {
  const std::vector<Ll> wanted{0,          0,   -1,    3000000000, -3000000000, 5000000000, kLong,
                               -kLong - 1, 300, 70000, kLong,      -kLong - 1,  -kLong - 1};
  expect<Ll, float>(wanted);
  expect<Ll, double>(wanted);
}

TEST_P(Conversions, ToUnsignedLongLong) {
  const std::vector<Ll> wanted{0, 0,   0,     3000000000, 0, 5000000000, -1,
                               0, 300, 70000, -1,         0, -kLong - 1};
  expect<unsigned long long, float>(wanted);
  expect<unsigned long long, double>(wanted);
}

TEST_P(Conversions, ToNarrowTypesGoThrough32Bits) {
  expect<unsigned char, float>(
      {0, 0, 0, 3000000000 % 256, 0, 255, 255, 0, 300 - 256, 70000 % 256, 255, 0, 0});
  expect<short, double>({0, 0, -1, -1, 0, -1, -1, 0, 300, 70000 - 65536, -1, 0, 0});
}

// Numbers in the text: a compiler may take what follows from one out of range for dead code.
LARDER_KERNEL void least(const int* in, int* out, int n) {
  __shared__ int tile[64];
  const unsigned i = threadIdx.x;
  int best = 1e10;
  for (int j = threadIdx.x; j < n; j += blockDim.x) best = in[j] < best ? in[j] : best;
  tile[i] = best;
  __syncthreads();
  out[i] = tile[blockDim.x - 1 - i];
  __syncthreads();
  tile[i] = static_cast<unsigned>(-2.0f) + static_cast<unsigned char>(3e5) + int(2.75f);
  __syncthreads();
  out[blockDim.x + i] = tile[blockDim.x - 1 - i];
}

TEST_P(Conversions, OfNumbersInTheText) {
  std::vector<int> in(64);
  std::iota(in.begin(), in.end(), 5);
  auto out = filled(128, 77);
  device().launch(least, {1, 64}, device().upload(in), out, 40);
  const std::vector<int> values = contents(out);
  for (int i = 0; i < 64; ++i) {
    ASSERT_EQ(values[i], i < 24 ? kInt : 68 - i) << i;
    ASSERT_EQ(values[64 + i], 300000 % 256 + 2) << i;
  }
}

TEST_P(Conversions, OfATemplateThatDoesNotConvert) {
  std::vector<Ll> wanted;
  for (const double value : {0.75, -0.75, -1.5}) wanted.push_back(static_cast<Ll>(value));
  const auto values = device().upload(std::vector<float>{0.75f, -0.75f, -1.5f});
  auto out = filled(3, Ll{77});
  device().launch(convert<float, float>, {1, 3}, values, out);
  EXPECT_EQ(contents(out), wanted);
}

struct Tagged {
  Ll tag;
  explicit __host__ __device__ Tagged(int) : tag(1) {}
  explicit __host__ __device__ Tagged(float) : tag(2) {}
  explicit __host__ __device__ Tagged(double) : tag(3) {}
  __host__ __device__ operator Ll() const { return tag; }
};
enum class Small : short { kNone };

template <class To, class From>
LARDER_KERNEL void cast(const From* in, Ll* out) {
  out[0] = static_cast<Ll>(static_cast<To>(in[0]));
  out[1] = static_cast<Ll>(To(in[0]));
  out[2] = static_cast<Ll>((To)in[0]);
}

TEST_P(Arithmetic, CastsOfATemplateToClassesAndEnumerations) {
  const auto in = device().upload(std::vector<float>{70000.5f});
  auto out = filled(3, Ll{77});
  device().launch(cast<int, float>, {1, 1}, in, out);
  EXPECT_EQ(contents(out), std::vector<Ll>(3, 70000));
  device().launch(cast<Tagged, float>, {1, 1}, in, out);
  EXPECT_EQ(contents(out), std::vector<Ll>(3, 2));
  device().launch(cast<Small, float>, {1, 1}, in, out);
  EXPECT_EQ(contents(out), std::vector<Ll>(3, 70000 - 65536));
}

__device__ int truncated(float value) { return value; }
__device__ Ll passed(int value) { return value; }

LARDER_KERNEL void hidden(const float* in, Ll* out, int* cells) {
  int i = 0;
  out[i++] = truncated(in[0]);
  out[i++] = passed(in[0]);
  int value;
  value = in[1];
  out[i++] = value;
  cells[0] = 2000000000;
  cells[0] += in[2];
  cells[1] = 2000000000;
  cells[1] *= in[2] * -1.0f;
  cells[2] = 7;
  cells[2] -= in[3];
  cells[3] = 7;
  cells[3] /= in[4];
  for (int k = 0; k < 4; ++k) out[i++] = cells[k];
  const auto square = [](float x) -> unsigned { return x * x; };
  out[i++] = square(in[0]);
}

TEST_P(Arithmetic, ConversionsThatNobodyWrote) {
  const auto in =
      device().upload(std::vector<float>{3e9f, static_cast<float>(kNan), 1e9f, 2.5f, 0.0f});
  auto out = filled(8, Ll{77});
  device().launch(hidden, {1, 1}, in, out, filled(4, 0));
  EXPECT_EQ(contents(out), (std::vector<Ll>{kInt, kInt, 0, kInt, -kInt - 1, 4, kInt, kUnsigned}));
}

// By what lanes have of their own, by what they have in common, and by a constant; all of them and
// some.
template <class Integer>
LARDER_KERNEL void divide(const Integer* in, const Integer* by, Integer* out, Integer common) {
  const unsigned i = threadIdx.x, n = blockDim.x;
  __syncthreads();
  out[i] = in[i] / by[i];
  out[n + i] = in[i] % by[i];
  out[2 * n + i] = in[i] / common;
  if (i % 3 != 0) out[3 * n + i] = in[i] % common + by[i] / 7;
}

class Divisions : public conformance::OnBackend {
 protected:
  // Near the ends of the type's range and of the ranges of narrower ones, and multiples.
  template <class Integer>
  void check(Integer greatest) {
    std::mt19937_64 random(5);
    std::vector<Integer> in(256), by(256);
    for (std::size_t i = 0; i < in.size(); ++i) {
      const auto some = [&] { return static_cast<Integer>(random() >> random() % 64); };
      by[i] = i % 4 == 0 ? static_cast<Integer>(greatest >> random() % 8) : some();
      if (by[i] == 0 || by[i] == static_cast<Integer>(-1)) by[i] = 3;
      in[i] =
          i % 5 == 0
              ? static_cast<Integer>(static_cast<std::uint64_t>(by[i]) * random() - random() % 2)
          : i % 5 == 1 ? static_cast<Integer>(greatest + static_cast<Integer>(random() % 2))
                       : some();
    }
    const Integer common = 23;
    auto out = filled(4 * in.size(), Integer{77});
    device().launch(divide<Integer>, {1, 256}, device().upload(in), device().upload(by), out,
                    common);
    std::vector<Integer> wanted(4 * in.size(), 77);
    for (std::size_t i = 0; i < in.size(); ++i) {
      wanted[i] = in[i] / by[i];
      wanted[256 + i] = in[i] % by[i];
      wanted[512 + i] = in[i] / common;
      if (i % 3 != 0) wanted[768 + i] = in[i] % common + by[i] / 7;
    }
    EXPECT_EQ(contents(out), wanted);
  }
};
INSTANTIATE_TEST_SUITE_P(On, Divisions,
                         testing::Values(larder::Backend::kCpu, larder::Backend::kGpu),
                         conformance::backend_name);

TEST_P(Divisions, OfIntegersOfEachWidth) {
  check<int>(std::numeric_limits<int>::max() - 1);
  check<unsigned>(std::numeric_limits<unsigned>::max() - 1);
  check<short>(std::numeric_limits<short>::max() - 1);
  check<unsigned char>(254);
  check<signed char>(126);
  check<Ll>(kLong - 1);
  check<Ll>(kUnsigned - 1);
  check<unsigned long long>(~0ull - 1);
  check<unsigned long long>(kUnsigned - 1);
}

template <class Value, class Amount>
LARDER_KERNEL void shift(const Value* in, const Amount* amount, Ll* left, Ll* right) {
  const unsigned i = threadIdx.x;
  left[i] = static_cast<Ll>(in[i] << amount[i]);
  right[i] = static_cast<Ll>(in[i] >> amount[i]);
  Value value = in[i];
  value <<= amount[i];
  left[i + blockDim.x] = static_cast<Ll>(value);
  value = in[i];
  value >>= amount[i];
  right[i + blockDim.x] = static_cast<Ll>(value);
}

class Shifts : public conformance::OnBackend {
 protected:
  template <class Value, class Amount>
  void expect(const std::vector<Value>& in, const std::vector<Amount>& amounts,
              std::vector<Ll> left, std::vector<Ll> right) {
    const std::size_t count = in.size();
    for (std::size_t i = 0; i < count; ++i) {
      left.push_back(static_cast<Ll>(static_cast<Value>(left[i])));
      right.push_back(static_cast<Ll>(static_cast<Value>(right[i])));
    }
    auto lefts = filled(2 * count, Ll{77}), rights = filled(2 * count, Ll{77});
    device().launch(shift<Value, Amount>, {1, static_cast<int>(count)}, device().upload(in),
                    device().upload(amounts), lefts, rights);
    EXPECT_EQ(contents(lefts), left);
    EXPECT_EQ(contents(rights), right);
  }
};
INSTANTIATE_TEST_SUITE_P(On, Shifts, testing::Values(larder::Backend::kCpu, larder::Backend::kGpu),
                         conformance::backend_name);

TEST_P(Shifts, ByTheWidthAndMore) {
  expect<int, int>({1, -8, -8, 5, 3}, {32, 31, 40, 1, -1}, {0, 0, 0, 10, 0}, {0, -1, -1, 2, 0});
  expect<unsigned, unsigned>({1, 0x80000000u, 6}, {32, 31, 1}, {0, 0, 12}, {0, 1, 3});
  expect<Ll, int>({1, -8, 1, 9}, {64, 70, 40, 1}, {0, 0, Ll{1} << 40, 18}, {0, -1, 0, 4});
  expect<unsigned long long, unsigned>({1, 12}, {64, 2}, {0, 48}, {0, 3});
}

TEST_P(Shifts, OfNarrowTypesAreOfInt) {
  expect<unsigned char, int>({1, 200, 200}, {9, 40, 3}, {512, 0, 1600}, {0, 0, 25});
  expect<short, int>({-1, 4}, {33, 1}, {0, 8}, {-1, 2});
}

TEST_P(Shifts, ByLongAmountsReadTheir32LowBits) {
  expect<int, Ll>({1, -8}, {32, (Ll{1} << 32) + 1}, {0, -16}, {0, -4});
}

}  // namespace
