// 8-bit floating-point numbers. The values beside rules are CUDA's, from its header compiled for a
// host.
#include <cuda_fp8.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace larder::inline v1::simulator {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

template <class T>
double value(unsigned bits) {
  T number;
  number.__x = static_cast<__nv_fp8_storage_t>(bits);
  return static_cast<double>(number);
}

/// The nearest number, found by trying all; of two, the one with the even bits.
template <class T>
unsigned nearest(double x, unsigned largest) {
  unsigned best = 0;
  for (unsigned bits = 1; bits <= largest; ++bits) {
    const double better = std::fabs(value<T>(best) - x) - std::fabs(value<T>(bits) - x);
    if (better > 0 || (better == 0 && bits % 2 == 0)) best = bits;
  }
  return best;
}

template <class T>
void expect_nearest(__nv_fp8_interpretation_t kind, unsigned largest) {
  for (unsigned bits = 0; bits <= largest; ++bits) {
    EXPECT_EQ(__nv_cvt_double_to_fp8(value<T>(bits), __NV_NOSAT, kind), bits);
    if (bits == largest) break;
    const double gap = value<T>(bits + 1) - value<T>(bits);
    for (const double part : {0.25, 0.5, 0.5000001, 0.75}) {
      const double x = value<T>(bits) + part * gap;
      const unsigned right = nearest<T>(x, largest);
      EXPECT_EQ(__nv_cvt_double_to_fp8(x, __NV_NOSAT, kind), right) << x;
      EXPECT_EQ(__nv_cvt_double_to_fp8(-x, __NV_NOSAT, kind), right | 0x80) << x;
      EXPECT_EQ(__nv_cvt_float_to_fp8(static_cast<float>(x), __NV_NOSAT, kind),
                nearest<T>(static_cast<float>(x), largest));
    }
  }
}
TEST(Fp8, RoundsToTheNearest) {
  expect_nearest<__nv_fp8_e4m3>(__NV_E4M3, 0x7e);
  expect_nearest<__nv_fp8_e5m2>(__NV_E5M2, 0x7b);
}

TEST(Fp8, ValuesOfNumbers) {
  EXPECT_EQ(value<__nv_fp8_e4m3>(0x7e), 448);
  EXPECT_EQ(value<__nv_fp8_e4m3>(0x01), 0x1p-9);
  EXPECT_EQ(value<__nv_fp8_e4m3>(0xb8), -1);
  EXPECT_TRUE(std::isnan(value<__nv_fp8_e4m3>(0xff)));
  EXPECT_EQ(value<__nv_fp8_e5m2>(0x7b), 57344);
  EXPECT_EQ(value<__nv_fp8_e5m2>(0x01), 0x1p-16);
  EXPECT_EQ(value<__nv_fp8_e5m2>(0xfc), -kInfinity);
  EXPECT_TRUE(std::isnan(value<__nv_fp8_e5m2>(0x7d)));
}

TEST(Fp8, OutOfRange) {
  EXPECT_EQ(__nv_cvt_float_to_fp8(464, __NV_NOSAT, __NV_E4M3), 0x7e);  // halfway to 480, even
  EXPECT_EQ(__nv_cvt_float_to_fp8(465, __NV_NOSAT, __NV_E4M3), 0x7f);
  EXPECT_EQ(__nv_cvt_float_to_fp8(465, __NV_SATFINITE, __NV_E4M3), 0x7e);
  EXPECT_EQ(__nv_cvt_float_to_fp8(-1e30f, __NV_SATFINITE, __NV_E4M3), 0xfe);
  EXPECT_EQ(__nv_cvt_double_to_fp8(kInfinity, __NV_SATFINITE, __NV_E5M2), 0x7b);
  EXPECT_EQ(__nv_cvt_double_to_fp8(kInfinity, __NV_NOSAT, __NV_E5M2), 0x7c);
  EXPECT_EQ(__nv_cvt_float_to_fp8(-61440, __NV_NOSAT, __NV_E5M2), 0xfc);
  EXPECT_EQ(__nv_cvt_float_to_fp8(std::nanf(""), __NV_SATFINITE, __NV_E5M2), 0x7f);
  EXPECT_EQ(__nv_cvt_double_to_fp8(-std::nan(""), __NV_SATFINITE, __NV_E5M2), 0xfe);
  EXPECT_EQ(__nv_cvt_double_to_fp8(-std::nan(""), __NV_SATFINITE, __NV_E4M3), 0xff);
}

TEST(Fp8, To16BitsAndBack) {
  for (unsigned bits = 0; bits < 256; ++bits) {
    __nv_fp8_e4m3 four;
    four.__x = static_cast<__nv_fp8_storage_t>(bits);
    if ((bits & 0x7f) == 0x7f) continue;  // NaN
    EXPECT_EQ(__nv_fp8_e4m3(static_cast<__half>(four)).__x, bits);
    EXPECT_EQ(__nv_fp8_e4m3(static_cast<__nv_bfloat16>(four)).__x, bits);
    EXPECT_EQ(__nv_cvt_fp8_to_halfraw(four.__x, __NV_E4M3).x,
              static_cast<__half_raw>(static_cast<__half>(four)).x);
  }
  EXPECT_EQ(__nv_cvt_fp8_to_halfraw(0x41, __NV_E5M2).x, 0x4100);
}

TEST(Fp8, Integers) {
  EXPECT_EQ(__nv_fp8_e4m3(123456789012ll).__x, 0x7e);
  EXPECT_EQ(__nv_fp8_e5m2(-3).__x, 0xc2);
  EXPECT_EQ(static_cast<int>(__nv_fp8_e4m3(-2.75f)), -2);
  EXPECT_EQ(static_cast<signed char>(__nv_fp8_e4m3(-448.0f)), -128);
  EXPECT_EQ(static_cast<unsigned>(__nv_fp8_e5m2(-7.0)), 0u);
  EXPECT_FALSE(static_cast<bool>(__nv_fp8_e5m2(-0.0)));
}

TEST(Fp8, Vectors) {
  const __nv_fp8x2_e4m3 two(make_float2(1.5f, -3.0f));
  EXPECT_EQ(two.__x, 0xc43c);
  EXPECT_EQ(static_cast<float2>(two).y, -3.0f);
  EXPECT_EQ(__half2float(static_cast<__half2>(two).x), 1.5f);
  const __nv_fp8x4_e5m2 four(make_float4(1, 2, -3, 1e9f));
  EXPECT_EQ(four.__x, 0x7bc2403cu);
  EXPECT_EQ(static_cast<float4>(four).w, 57344.0f);
  const __nv_fp8x4_e4m3 pairs(__nv_bfloat162(1.0f, 2.0f), __nv_bfloat162(3.0f, 4.0f));
  EXPECT_EQ(pairs.__x, 0x48444038u);
}

}  // namespace
}  // namespace larder::inline v1::simulator
