// CUDA's vector types, type punning and intrinsics in kernels, with their documented results.
#include <cmath>
#include <cstring>
#include <type_traits>
#include <typeinfo>
#include <vector>

#include "backends.h"

namespace {

CONFORMANCE_SUITE(Types);

LARDER_KERNEL void brighten(const uchar4* in, uchar4* out, int by) {
  const uchar4 pixel = in[threadIdx.x];
  out[threadIdx.x] =
      make_uchar4(min(pixel.x + by, 255), min(pixel.y + by, 255), min(pixel.z + by, 255), pixel.w);
}

TEST_P(Types, PixelsAsVectors) {
  std::vector<uchar4> in(32);
  for (int i = 0; i < 32; ++i) {
    in[i] = make_uchar4(static_cast<unsigned char>(8 * i), 1, 255, static_cast<unsigned char>(i));
  }
  auto out = device().allocate<uchar4>(32);
  device().launch(brighten, {1, 32}, device().upload(in), out, 50);
  const std::vector<uchar4> values = contents(out);
  for (int i = 0; i < 32; ++i) {
    EXPECT_EQ(values[i].x, std::min(8 * i + 50, 255));
    EXPECT_EQ(values[i].y, 51);
    EXPECT_EQ(values[i].z, 255);
    EXPECT_EQ(values[i].w, i);
  }
}

LARDER_KERNEL void sizes(int* out) {
  int i = 0;
  out[i++] = sizeof(char3) * 100 + alignof(char3);
  out[i++] = sizeof(short2) * 100 + alignof(short2);
  out[i++] = sizeof(int3) * 100 + alignof(int3);
  out[i++] = sizeof(uint4) * 100 + alignof(uint4);
  out[i++] = sizeof(float2) * 100 + alignof(float2);
  out[i++] = sizeof(float3) * 100 + alignof(float3);
  out[i++] = sizeof(longlong2) * 100 + alignof(longlong2);
  out[i++] = sizeof(double3) * 100 + alignof(double3);
  out[i++] = sizeof(dim3) * 100 + alignof(dim3);
}

TEST_P(Types, HaveCudasLayout) {
  auto out = device().allocate<int>(9);
  device().launch(sizes, {1, 1}, out);
  EXPECT_EQ(contents(out), (std::vector<int>{301, 404, 1204, 1616, 808, 1204, 1616, 2408, 1204}));
}

#pragma pack(push, 1)
struct Packed {
  unsigned char tag;
  double value;
  short count;
};
#pragma pack(pop)

LARDER_KERNEL void unpack(const Packed* in, double* out) {
  const Packed mine = in[threadIdx.x];
  out[threadIdx.x] = mine.tag + mine.value * mine.count;
}

TEST_P(Types, PackedStructsInAnArray) {
  std::vector<Packed> in;
  for (int i = 0; i < 32; ++i)
    in.push_back({static_cast<unsigned char>(i), 0.5 * i, static_cast<short>(3 - i)});
  auto out = device().allocate<double>(32);
  device().launch(unpack, {1, 32}, device().upload(in), out);
  const std::vector<double> values = contents(out);
  static_assert(sizeof(Packed) == 11);
  for (int i = 0; i < 32; ++i) EXPECT_EQ(values[i], i + 0.5 * i * (3 - i)) << i;
}

LARDER_KERNEL void arithmetic(const float4* a, float4* sum, double2* pair) {
  float4 total = make_float4(0, 0, 0, 0);
  for (int i = 0; i < 4; ++i) {
    const float4 v = __ldg(&a[i]);
    total.x += v.x;
    total.y += v.y;
    total.z += v.z;
    total.w += v.w;
  }
  *sum = total;
  float2 half = make_float2(total.x, total.w);
  half.y /= 2;
  *pair = make_double2(half.x, half.y);
}

TEST_P(Types, Float4Arithmetic) {
  auto a = filled(4, make_float4(1, 2, 3, 4));
  auto sum = device().allocate<float4>(1);
  auto pair = device().allocate<double2>(1);
  device().launch(arithmetic, {1, 1}, a, sum, pair);
  EXPECT_EQ(contents(sum)[0].z, 12.0f);
  EXPECT_EQ(contents(pair)[0].y, 8.0);
}

template <class T>
LARDER_KERNEL void hinted(const T* in, T* loaded, T* stored) {
  loaded[0] = __ldg(&in[0]);
  loaded[1] = __ldca(&in[1]);
  loaded[2] = __ldcg(&in[2]);
  loaded[3] = __ldcs(&in[3]);
  loaded[4] = __ldlu(&in[4]);
  loaded[5] = __ldcv(&in[5]);
  __stwb(&stored[0], in[0]);
  __stcg(&stored[1], in[1]);
  __stcs(&stored[2], in[2]);
  __stwt(&stored[3], in[3]);
}

TEST_P(Types, LoadsAndStoresWithCacheHints) {
  const auto expect_kept = [this](const auto& in) {
    using T = typename std::decay_t<decltype(in)>::value_type;
    auto loaded = device().template allocate<T>(6);
    auto stored = device().template allocate<T>(4);
    device().launch(hinted<T>, {1, 1}, device().upload(in), loaded, stored);
    EXPECT_EQ(std::memcmp(contents(loaded).data(), in.data(), 6 * sizeof(T)), 0)
        << typeid(T).name();
    EXPECT_EQ(std::memcmp(contents(stored).data(), in.data(), 4 * sizeof(T)), 0)
        << typeid(T).name();
  };
  expect_kept(std::vector<signed char>{-1, 2, -3, 4, -5, 6});
  expect_kept(std::vector<unsigned short>{1, 2, 3, 4, 5, 65535});
  expect_kept(std::vector<int>{-1, 2, -3, 4, -5, 1 << 30});
  expect_kept(std::vector<unsigned long long>{1, 2, 3, 4, 5, 1ULL << 63});
  expect_kept(std::vector<float>{1, -2, 3, -4, 5, 0.5F});
  expect_kept(std::vector<double>{1, -2, 3, -4, 5, 0.1});
  expect_kept(std::vector<float4>(6, make_float4(1, -2, 0.5F, 4)));
}

LARDER_KERNEL void intrinsics(unsigned* out) {
  int i = 0;
  out[i++] = __popc(0xf0f0u) + __popcll(0x8000000000000001ull);
  out[i++] = __clz(1) + __clzll(1ll << 40) + __clz(0);
  out[i++] = __ffs(0) + __ffs(8) + __ffsll(1ll << 40);
  out[i++] = __brev(0x12345678u);
  out[i++] = static_cast<unsigned>(__brevll(2ull) >> 32);
  out[i++] = __byte_perm(0x33221100u, 0x77665544u, 0x7531u);
  out[i++] = __funnelshift_l(0x80000000u, 1u, 33);
  out[i++] = __funnelshift_rc(5u, 9u, 99);
  out[i++] = static_cast<unsigned>(__mul24(0x7f000003, 5) + __mulhi(-2, 3));
  out[i++] = __umulhi(0x80000000u, 4u);
  out[i++] = static_cast<unsigned>(__umul64hi(1ull << 63, 6));
  out[i++] = __sad(-5, 3, 10u) + __usad(3u, 5u, 0u);
  out[i++] = static_cast<unsigned>(__hadd(-3, 0) + __rhadd(-3, 0));
  out[i++] = static_cast<unsigned>(__dp4a(0x01020304, 0x01010101, 100));
  out[i++] = __float_as_uint(1.0f) + __float_as_int(-0.0f);
  out[i++] = static_cast<unsigned>(__double_as_longlong(1.0) >> 32);
  out[i++] = __float2int_rn(2.5f) * 100 + __float2int_rz(-1.7f) + __float2int_ru(0.1f);
  out[i++] = static_cast<unsigned>(__float2int_rz(3e9f));
  out[i++] = static_cast<unsigned>(__double2int_rd(-0.5));
  out[i++] = max(-1, 1u);
}

TEST_P(Types, IntegerIntrinsicsAndConversions) {
  auto out = device().allocate<unsigned>(20);
  device().launch(intrinsics, {1, 1}, out);
  EXPECT_EQ(contents(out), (std::vector<unsigned>{10,
                                                  86,
                                                  45,
                                                  0x1e6a2c48u,
                                                  0x40000000u,
                                                  0x77553311u,
                                                  3,
                                                  9,
                                                  14,
                                                  2,
                                                  3,
                                                  20,
                                                  static_cast<unsigned>(-3),
                                                  110,
                                                  0xbf800000u,
                                                  0x3ff00000u,
                                                  200,
                                                  0x7fffffffu,
                                                  static_cast<unsigned>(-1),
                                                  0xffffffffu}));
}

LARDER_KERNEL void mathematics(double* out, double x) {
  const float f = static_cast<float>(x);
  int i = 0;
  out[i++] = sqrt(x) + std::sqrt(x) + sqrtf(f);
  out[i++] = exp(x) + std::exp(f) + expf(f);
  out[i++] = pow(x, 3.0) + std::pow(f, 2.0f) + powf(f, 0.5f);
  out[i++] = sin(x) + std::cos(x) + tanf(f);
  out[i++] = std::abs(-x) + fabsf(-f) + abs(-3) + std::abs(-4);
  out[i++] = std::fma(x, x, 1.0) + fmaf(f, f, 1.0f) + fmod(x, 0.5);
  out[i++] = rsqrt(x) + rsqrtf(f) + cbrt(x) + rcbrt(x);
  out[i++] = sinpi(x) + cospif(f) + hypot(x, 1.0) + norm3df(f, f, f);
  out[i++] = erf(x) + erfinv(0.25) + normcdf(x) + tgamma(x) + lgamma(x);
  out[i++] = floor(x) + ceilf(f) + round(x) + truncf(f) + rint(x);
  out[i++] = fmax(x, 2.0) + fminf(f, 0.25f) + max(x, 0.0) + min(f, 0.5f);
  out[i++] = std::isnan(x) + std::isinf(1 / (x - x)) + isfinite(x) + std::signbit(-x);
  out[i++] = atan2(x, 2.0) + asinhf(f) + log1p(x) + exp2(x) + log2f(f) + std::log10(x);
}

TEST_P(Types, MathematicalFunctions) {
  const double x = 0.8125;
  auto out = filled(13, 0.0);
  device().launch(mathematics, {1, 1}, out, x);
  const double expected[] = {3 * std::sqrt(x),
                             3 * std::exp(x),
                             x * x * x + x * x + std::sqrt(x),
                             std::sin(x) + std::cos(x) + std::tan(x),
                             2 * x + 7,
                             2 * (x * x + 1) + 0.3125,
                             2 / std::sqrt(x) + std::cbrt(x) + 1 / std::cbrt(x),
                             std::sin(std::acos(-1.0) * x) + std::cos(std::acos(-1.0) * x) +
                                 std::hypot(x, 1) + x * std::sqrt(3.0),
                             std::erf(x) + 0.22531205501217808 +
                                 0.5 * std::erfc(-x / std::sqrt(2.0)) + std::tgamma(x) +
                                 std::lgamma(x),
                             0.0 + 1 + 1 + 0 + 1,
                             2 + 0.25 + x + 0.5,
                             0 + 1 + 1 + 1,
                             std::atan2(x, 2) + std::asinh(x) + std::log1p(x) + std::exp2(x) +
                                 std::log2(x) + std::log10(x)};
  const std::vector<double> values = contents(out);
  for (int i = 0; i < 13; ++i) EXPECT_NEAR(values[i], expected[i], 4e-6) << i;
}

LARDER_KERNEL void fast(float* out, float x) {
  int i = 0;
  out[i++] = __expf(x);
  out[i++] = __logf(x);
  out[i++] = __sinf(x);
  out[i++] = __cosf(x);
  out[i++] = __powf(x, 1.5f);
  out[i++] = __fdividef(x, 3.0f);
  out[i++] = __saturatef(x + 1);
  out[i++] = __frcp_rn(x);
  out[i++] = __fmaf_rn(x, x, 1.0f);
  out[i++] = __fadd_rz(1.0f, 1e-10f);
}

TEST_P(Types, FastFunctions) {
  const float x = 0.75f;
  auto out = filled(10, 0.0f);
  device().launch(fast, {1, 1}, out, x);
  const float expected[] = {std::exp(x), std::log(x), std::sin(x), std::cos(x), std::pow(x, 1.5f),
                            0.25f,       1.0f,        1 / x,       1.5625f,     1.0f};
  const std::vector<float> values = contents(out);
  for (int i = 0; i < 10; ++i) EXPECT_NEAR(values[i], expected[i], 2e-6f) << i;
}

}  // namespace
