// Template kernels, overloads, and kernels of every linkage.
#include <limits>
#include <type_traits>
#include <vector>

#include "backends.h"
#include "kernels_in_header.h"

LARDER_KERNEL void defined_elsewhere(int* out, int value) {
  out[threadIdx.x] = value + threadIdx.x;
}

template <int Step>
LARDER_KERNEL void instantiated_elsewhere(int* out) {
  out[threadIdx.x] = Step * static_cast<int>(threadIdx.x);
}
template LARDER_KERNEL void instantiated_elsewhere<7>(int* out);

namespace {

CONFORMANCE_SUITE(Templates);

template <class T, int Offset, bool Negate>
LARDER_KERNEL void affine(T* data, T slope) {
  T value = slope * data[threadIdx.x] + static_cast<T>(Offset);
  if constexpr (Negate) value = -value;
  data[threadIdx.x] = value;
}

TEST_P(Templates, TypesValuesAndConditions) {
  auto floats = filled(16, 3.0f);
  auto longs = filled(16, 3ll);
  device().launch(affine<float, 1, false>, {1, 16}, floats, 0.5f);
  device().launch(affine<long long, -4, true>, {1, 16}, longs, 1ll << 40);
  for (float value : contents(floats)) ASSERT_EQ(value, 2.5f);
  for (long long value : contents(longs)) ASSERT_EQ(value, -((3ll << 40) - 4));
}

enum Flags { kFirst = 1, kSecond = 2, kLast = 128 };
template <auto Value>
LARDER_KERNEL void size_and_value(long long* out) {
  out[0] = sizeof Value;
  out[1] = static_cast<long long>(Value);
}
template <unsigned char Byte, signed char Small, Flags Both, auto... More>
LARDER_KERNEL void odd_values(long long* out) {
  out[0] = Byte;
  out[1] = Small + (... + static_cast<int>(sizeof More));
  out[2] = Both;
}

TEST_P(Templates, ValuesOfAnyType) {
  auto out = filled(3, 0ll);
  const auto expect = [&](auto kernel, const std::vector<long long>& wanted) {
    device().launch(kernel, {1, 1}, out);
    std::vector<long long> values = contents(out);
    values.resize(wanted.size());
    EXPECT_EQ(values, wanted);
  };
  expect(size_and_value<7>, {4, 7});
  expect(size_and_value<7u>, {4, 7});
  expect(size_and_value<7ll>, {8, 7});
  expect(size_and_value<short{7}>, {2, 7});
  expect(size_and_value<'a'>, {1, 97});
  expect(size_and_value<static_cast<unsigned char>(250)>, {1, 250});
  expect(size_and_value<true>, {1, 1});
  expect(size_and_value<kLast>, {4, 128});
  expect(size_and_value<std::numeric_limits<long long>::min()>, {8, 1ll << 63});
  expect(size_and_value<std::numeric_limits<int>::min()>, {4, -(1ll << 31)});
  expect(size_and_value<~0ull>, {8, -1});
  expect(odd_values<200, -100, static_cast<Flags>(kFirst | kSecond), 1, 2u, 3ull>,
         {200, -100 + 16, 3});
}

// What the branch not taken says need not even compile for this type.
template <class T>
LARDER_KERNEL void describe(T value, int* out) {
  if constexpr (std::is_pointer_v<T>) {
    *out = *value;
  } else if constexpr (std::is_floating_point_v<T>) {
    *out = static_cast<int>(value * 100);
  } else {
    *out = value.x + value.y;
  }
}

TEST_P(Templates, IfConstexprDropsTheOtherBranches) {
  auto out = filled(1, 0);
  auto in = filled(1, 77);
  device().launch(describe<int*>, {1, 1}, in, out);
  EXPECT_EQ(contents(out)[0], 77);
  device().launch(describe<double>, {1, 1}, 1.25, out);
  EXPECT_EQ(contents(out)[0], 125);
  device().launch(describe<int2>, {1, 1}, make_int2(3, 4), out);
  EXPECT_EQ(contents(out)[0], 7);
}

template <int N>
__device__ int unrolled_sum(const int* values) {
  if constexpr (N == 0) {
    return 0;
  } else {
    return values[N - 1] + unrolled_sum<N - 1>(values);
  }
}
template <int... Values>
LARDER_KERNEL void pack_kernel(int* out) {
  const int values[] = {Values...};
  *out = unrolled_sum<sizeof...(Values)>(values) * 10 + static_cast<int>(sizeof...(Values));
}

TEST_P(Templates, ParameterPacks) {
  auto out = filled(1, 0);
  device().launch(pack_kernel<1, 20, 300>, {1, 1}, out);
  EXPECT_EQ(contents(out)[0], 3213);
}

// A policy as a template parameter, with static members, types and constants.
struct Doubling {
  using Value = double;
  static constexpr int kRounds = 3;
  static __device__ Value step(Value x) { return 2 * x; }
};
struct Shifting {
  using Value = int;
  static constexpr int kRounds = 2;
  static __device__ Value step(Value x) { return x + 10; }
};
template <class Policy>
LARDER_KERNEL void iterate(typename Policy::Value* data) {
  typename Policy::Value value = data[threadIdx.x];
  for (int round = 0; round < Policy::kRounds; ++round) value = Policy::step(value);
  data[threadIdx.x] = value;
}

TEST_P(Templates, Policies) {
  auto doubles = filled(4, 1.5);
  auto ints = filled(4, 1);
  device().launch(iterate<Doubling>, {1, 4}, doubles);
  device().launch(iterate<Shifting>, {1, 4}, ints);
  for (double value : contents(doubles)) EXPECT_EQ(value, 12.0);
  for (int value : contents(ints)) EXPECT_EQ(value, 21);
}

// Overloads, chosen by the type that the launch converts to.
LARDER_KERNEL void overloaded(int* out, int value) { *out = value + 1; }
LARDER_KERNEL void overloaded(int* out, float value) { *out = static_cast<int>(value * 100); }
LARDER_KERNEL void overloaded(float* out) { *out = 0.5f; }

TEST_P(Templates, Overloads) {
  auto out = filled(1, 0);
  auto floats = filled(1, 0.0f);
  device().launch(static_cast<void (*)(int*, int)>(overloaded), {1, 1}, out, 5);
  EXPECT_EQ(contents(out)[0], 6);
  device().launch(static_cast<void (*)(int*, float)>(overloaded), {1, 1}, out, 1.5f);
  EXPECT_EQ(contents(out)[0], 150);
  device().launch(static_cast<void (*)(float*)>(overloaded), {1, 1}, floats);
  EXPECT_EQ(contents(floats)[0], 0.5f);
}

LARDER_KERNEL void hidden(int* out) { out[threadIdx.x] = -static_cast<int>(threadIdx.x); }

}  // namespace

static LARDER_KERNEL void internal(int* out) { out[threadIdx.x] += 100; }

namespace outer::inner {
LARDER_KERNEL void nested(int* out) { out[threadIdx.x] *= 2; }
}  // namespace outer::inner

namespace {

TEST_P(Templates, KernelsOfEveryLinkage) {
  auto out = device().allocate<int>(8);
  device().launch(hidden, {1, 8}, out);
  device().launch(internal, {1, 8}, out);
  device().launch(outer::inner::nested, {1, 8}, out);
  const std::vector<int> values = contents(out);
  for (int i = 0; i < 8; ++i) EXPECT_EQ(values[i], 2 * (100 - i));
}

TEST_P(Templates, KernelsInHeaders) {
  std::vector<float> in(100);
  for (int i = 0; i < 100; ++i) in[i] = static_cast<float>(i);
  auto out = device().allocate<float>(100);
  device().launch(from_header::map<from_header::Scale>, {4, 32}, device().upload(in), out, 100,
                  from_header::Scale{0.5f});
  const std::vector<float> values = contents(out);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(values[i], in[i] * 0.5f);

  auto ints = device().allocate<int>(8);
  device().launch(from_header::fill_twice, {1, 8}, ints);
  EXPECT_EQ(contents(ints)[7], 14);
}

TEST_P(Templates, ThroughAFunctionPointer) {
  void (*chosen)(int*) = hidden;
  auto out = device().allocate<int>(4);
  device().launch(chosen, {1, 4}, out);
  EXPECT_EQ(contents(out)[3], -3);
}

}  // namespace
