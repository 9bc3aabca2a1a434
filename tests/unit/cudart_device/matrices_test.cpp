// Products of matrices by a warp, compared with plain loops.
#include <gtest/gtest.h>
#include <mma.h>

#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>

#include "tests/unit/simulator/run_kernel.h"

namespace larder::inline v1::simulator {
namespace {

namespace wmma = nvcuda::wmma;

template <int M, int N, int K, class T, class LayoutA, class LayoutB, class Sum>
void product(const typename wmma::larder_element<T>::storage* a,
             const typename wmma::larder_element<T>::storage* b, Sum* sums, int by_rows) {
  wmma::fragment<wmma::matrix_a, M, N, K, T, LayoutA> first;
  wmma::fragment<wmma::matrix_b, M, N, K, T, LayoutB> second;
  wmma::fragment<wmma::accumulator, M, N, K, Sum> sum;
  constexpr bool a_by_rows = std::is_same_v<LayoutA, wmma::row_major>;
  constexpr bool b_by_rows = std::is_same_v<LayoutB, wmma::row_major>;
  const wmma::layout_t layout = by_rows ? wmma::mem_row_major : wmma::mem_col_major;
  const unsigned stride = by_rows ? N : M;
  wmma::load_matrix_sync(first, a, a_by_rows ? K : M);
  wmma::load_matrix_sync(second, b, b_by_rows ? N : K);
  wmma::load_matrix_sync(sum, sums, stride, layout);
  wmma::mma_sync(sum, first, second, sum);
  for (int i = 0; i < sum.num_elements; ++i) sum.x[i] = sum.x[i] + sum.x[i];
  wmma::store_matrix_sync(sums, sum, stride, layout);
}

/// Small integers, so that every format has all values and sums exactly.
template <class T>
std::vector<T> numbers(int count, int seed) {
  std::vector<T> out;
  for (int i = 0; i < count; ++i) {
    const int value = (i * 7 + seed + i * i % 5) % 8;
    out.push_back(static_cast<T>(static_cast<float>(std::is_unsigned_v<T> ? value : value - 4)));
  }
  return out;
}

template <int M, int N, int K, class T, class LayoutA, class LayoutB, class Sum>
void expect_product(bool by_rows) {
  using Storage = typename wmma::larder_element<T>::storage;
  const auto a = numbers<Storage>(M * K, 1);
  const auto b = numbers<Storage>(K * N, 2);
  const auto c = numbers<Sum>(M * N, 3);
  auto sums = c;
  const Status status = run_kernel<product<M, N, K, T, LayoutA, LayoutB, Sum>>(
      {1, 32}, a.data(), b.data(), sums.data(), static_cast<int>(by_rows));
  ASSERT_TRUE(status.ok()) << status.message();
  constexpr bool a_by_rows = std::is_same_v<LayoutA, wmma::row_major>;
  constexpr bool b_by_rows = std::is_same_v<LayoutB, wmma::row_major>;
  for (int row = 0; row < M; ++row)
    for (int column = 0; column < N; ++column) {
      const int at = by_rows ? row * N + column : column * M + row;
      auto sum = static_cast<float>(c[at]);
      for (int i = 0; i < K; ++i)
        sum += static_cast<float>(a[a_by_rows ? row * K + i : i * M + row]) *
               static_cast<float>(b[b_by_rows ? i * N + column : column * K + i]);
      ASSERT_EQ(static_cast<float>(sums[at]), 2 * sum) << row << " " << column;
    }
}

template <int M, int N, int K, class T, class Sum>
void expect_layouts() {
  using Rows = wmma::row_major;
  using Columns = wmma::col_major;
  for (const bool by_rows : {true, false}) {
    expect_product<M, N, K, T, Rows, Rows, Sum>(by_rows);
    expect_product<M, N, K, T, Rows, Columns, Sum>(by_rows);
    expect_product<M, N, K, T, Columns, Rows, Sum>(by_rows);
    expect_product<M, N, K, T, Columns, Columns, Sum>(by_rows);
  }
}
template <class T, class Sum>
void expect_shapes_of_16() {
  expect_layouts<16, 16, 16, T, Sum>();
  expect_layouts<32, 8, 16, T, Sum>();
  expect_layouts<8, 32, 16, T, Sum>();
}

TEST(Matrices, Half) {
  expect_shapes_of_16<__half, float>();
  expect_shapes_of_16<__half, __half>();
}
TEST(Matrices, Bfloat16) { expect_shapes_of_16<__nv_bfloat16, float>(); }
TEST(Matrices, Bytes) {
  expect_shapes_of_16<signed char, int>();
  expect_shapes_of_16<unsigned char, int>();
}
TEST(Matrices, Tf32) { expect_layouts<16, 16, 8, wmma::precision::tf32, float>(); }
TEST(Matrices, Double) { expect_layouts<8, 8, 4, double, double>(); }

// What programs rely on: CUDA's numbers of elements.
TEST(Matrices, FragmentsHaveCudasSizes) {
  using wmma::fragment, wmma::matrix_a, wmma::matrix_b, wmma::accumulator, wmma::row_major;
  EXPECT_EQ(+(fragment<matrix_a, 16, 16, 16, __half, row_major>::num_elements), 16);
  EXPECT_EQ(+(fragment<matrix_b, 32, 8, 16, __half, row_major>::num_elements), 16);
  EXPECT_EQ(+(fragment<matrix_b, 32, 8, 16, signed char, row_major>::num_elements), 4);
  EXPECT_EQ(+(fragment<matrix_a, 16, 16, 16, __nv_bfloat16, row_major>::num_elements), 8);
  EXPECT_EQ(+(fragment<matrix_a, 16, 16, 8, wmma::precision::tf32, row_major>::num_elements), 4);
  EXPECT_EQ(+(fragment<accumulator, 16, 16, 16, float>::num_elements), 8);
  EXPECT_EQ(+(fragment<accumulator, 8, 8, 4, double>::num_elements), 2);
}

// Each of two warps has its own product, of other operands than its accumulator.
void scaled(const __half* a, float* out) {
  wmma::fragment<wmma::matrix_a, 16, 16, 16, __half, wmma::row_major> first;
  wmma::fragment<wmma::matrix_b, 16, 16, 16, __half, wmma::col_major> second;
  wmma::fragment<wmma::accumulator, 16, 16, 16, __half> zero;
  wmma::fragment<wmma::accumulator, 16, 16, 16, float> sum;
  const unsigned warp = threadIdx.x / 32;
  wmma::fill_fragment(zero, __float2half(0.0f));
  wmma::fill_fragment(second, __float2half(static_cast<float>(warp + 1)));
  wmma::load_matrix_sync(first, a, 16);
  wmma::mma_sync(sum, first, second, zero);
  wmma::store_matrix_sync(out + 256 * warp, sum, 16, wmma::mem_row_major);
}

TEST(Matrices, WarpsAreApart) {
  const auto a = numbers<__half>(256, 5);
  std::vector<float> out(512);
  ASSERT_TRUE(run_kernel<scaled>({1, 64}, a.data(), out.data()).ok());
  for (int row = 0; row < 16; ++row) {
    float sum = 0;
    for (int i = 0; i < 16; ++i) sum += __half2float(a[row * 16 + i]);
    for (int column = 0; column < 16; ++column) {
      EXPECT_EQ(out[row * 16 + column], sum);
      EXPECT_EQ(out[256 + row * 16 + column], 2 * sum);
    }
  }
}

void limits(int* out, int saturate) {
  wmma::fragment<wmma::matrix_a, 16, 16, 16, signed char, wmma::row_major> a;
  wmma::fragment<wmma::matrix_b, 16, 16, 16, signed char, wmma::col_major> b;
  wmma::fragment<wmma::accumulator, 16, 16, 16, int> sum;
  wmma::fill_fragment(a, static_cast<signed char>(-128));
  wmma::fill_fragment(b, static_cast<signed char>(-128));
  wmma::fill_fragment(sum, std::numeric_limits<int>::max());
  if (saturate)
    wmma::mma_sync(sum, a, b, sum, true);
  else
    wmma::mma_sync(sum, a, b, sum);
  wmma::store_matrix_sync(out, sum, 16, wmma::mem_row_major);
}

TEST(Matrices, SumsOfIntegersWrapOrAreLimited) {
  std::vector<int> out(256);
  ASSERT_TRUE(run_kernel<limits>({1, 32}, out.data(), 1).ok());
  EXPECT_EQ(out, std::vector<int>(256, std::numeric_limits<int>::max()));
  ASSERT_TRUE(run_kernel<limits>({1, 32}, out.data(), 0).ok());
  EXPECT_EQ(out, std::vector<int>(256, std::numeric_limits<int>::min() + (16 * 128 * 128 - 1)));
}

// 1 + 2^-11 lies halfway between two tf32 numbers, 1 and 1 + 2^-10.
TEST(Matrices, Tf32IsRoundedAwayFromZero) {
  EXPECT_EQ(wmma::__float_to_tf32(1 + 0x1p-11f), 1 + 0x1p-10f);
  EXPECT_EQ(wmma::__float_to_tf32(-1 - 0x1p-11f), -1 - 0x1p-10f);
  EXPECT_EQ(wmma::__float_to_tf32(1 + 0x1p-11f - 0x1p-23f), 1.0f);
  EXPECT_EQ(wmma::__float_to_tf32(std::numeric_limits<float>::max()),
            std::numeric_limits<float>::infinity());
  EXPECT_EQ(matrices::truncated_to_tf32(1 + 0x1p-10f - 0x1p-23f), 1.0f);
}

void too_few(int* out) {
  wmma::fragment<wmma::accumulator, 16, 16, 16, int> sum;
  wmma::fill_fragment(sum, 1);
  wmma::store_matrix_sync(out, sum, 16, wmma::mem_row_major);
}
void too_few_factors(int* out) {
  wmma::fragment<wmma::matrix_a, 16, 16, 16, signed char, wmma::row_major> a;
  wmma::fragment<wmma::matrix_b, 16, 16, 16, signed char, wmma::col_major> b;
  wmma::fragment<wmma::accumulator, 16, 16, 16, int> sum;
  wmma::fill_fragment(a, static_cast<signed char>(1));
  wmma::fill_fragment(b, static_cast<signed char>(1));
  wmma::fill_fragment(sum, 1);
  if (threadIdx.x > 0) wmma::mma_sync(sum, a, b, sum);
  out[threadIdx.x] = sum.x[0];
}

TEST(Matrices, AWarpThatLacksLanesIsRefused) {
  std::vector<int> out(256);
  testing::internal::CaptureStderr();
  EXPECT_FALSE(run_kernel<too_few>({1, 16}, out.data()).ok());
  EXPECT_FALSE(run_kernel<too_few_factors>({1, 32}, out.data()).ok());
  const std::string said = testing::internal::GetCapturedStderr();
  EXPECT_NE(said.find("wmma needs all 32 lanes"), std::string::npos) << said;
}

}  // namespace
}  // namespace larder::inline v1::simulator
