// CUDA's additional mathematical functions, against identities and known values.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tests/unit/simulator/run_kernel.h"

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST(Math, FunctionsOfPi) {
  EXPECT_EQ(sinpi(1.0), 0.0);
  EXPECT_EQ(sinpi(0.5), 1.0);
  EXPECT_EQ(sinpi(-1.5), 1.0);
  EXPECT_EQ(cospi(0.5), 0.0);
  EXPECT_EQ(cospi(1.0), -1.0);
  EXPECT_EQ(cospi(1e15), 1.0);
  EXPECT_NEAR(sinpi(0.1), std::sin(0.1 * std::acos(-1.0)), 1e-16);
  EXPECT_FLOAT_EQ(cospif(0.25f), std::sqrt(0.5f));
  double s, c;
  sincospi(0.25, &s, &c);
  EXPECT_DOUBLE_EQ(s, c);
  EXPECT_TRUE(std::isnan(sinpi(kInfinity)));
  EXPECT_TRUE(std::signbit(sinpi(-0.0)));
  EXPECT_FALSE(std::signbit(sinpi(0.0)));
}

TEST(Math, ReciprocalsAndNorms) {
  EXPECT_DOUBLE_EQ(rsqrt(4.0), 0.5);
  EXPECT_FLOAT_EQ(rsqrtf(16.0f), 0.25f);
  EXPECT_EQ(rsqrt(0.0), kInfinity);
  EXPECT_DOUBLE_EQ(rcbrt(8.0), 0.5);
  EXPECT_DOUBLE_EQ(rhypot(3.0, 4.0), 0.2);
  EXPECT_DOUBLE_EQ(norm3d(2.0, 3.0, 6.0), 7.0);
  EXPECT_FLOAT_EQ(norm3df(2.0f, 3.0f, 6.0f), 7.0f);
  EXPECT_DOUBLE_EQ(norm4d(1.0, 1.0, 1.0, 1.0), 2.0);
  EXPECT_DOUBLE_EQ(norm3d(2e200, 3e200, 6e200), 7e200);
  const double nan = std::nan("");
  EXPECT_EQ(norm3d(nan, -kInfinity, kInfinity), kInfinity);
  EXPECT_EQ(norm4d(1.0, nan, 1.0, -kInfinity), kInfinity);
  EXPECT_EQ(rnorm3df(1.0f, 2.0f, static_cast<float>(kInfinity)), 0.0f);
  EXPECT_TRUE(std::isnan(norm3d(1.0, nan, 1.0)));
  EXPECT_DOUBLE_EQ(rnorm4d(1.0, 1.0, 1.0, 1.0), 0.5);
  const double x[] = {1, 2, 2, 4};
  EXPECT_DOUBLE_EQ(norm(4, x), 5.0);
  const float y[] = {3, 4};
  EXPECT_FLOAT_EQ(rnormf(2, y), 0.2f);
}

TEST(Math, InversesUndoTheirFunctions) {
  for (double x : {-0.999999, -0.7, -0.3, -1e-9, 0.0, 1e-300, 0.2, 0.5, 0.6, 0.99}) {
    EXPECT_NEAR(std::erf(erfinv(x)), x, std::fabs(x) * 1e-14) << x;
  }
  for (double x : {1e-300, 1e-20, 0.001, 0.5, 1.0, 1.5, 1.999}) {
    EXPECT_NEAR(std::erfc(erfcinv(x)), x, x * 1e-12) << x;
  }
  for (double x : {1e-300, 1e-16, 1e-9, 0.25}) {  // where the results are close to 0
    EXPECT_DOUBLE_EQ(erfcinv(1.0 - x), erfinv(1.0 - (1.0 - x))) << x;
    EXPECT_DOUBLE_EQ(normcdfinv(0.5 + x), std::sqrt(2.0) * erfinv(2.0 * (0.5 + x) - 1.0)) << x;
  }
  EXPECT_EQ(erfcinv(1.0), 0.0);
  EXPECT_EQ(normcdfinvf(0.5f), 0.0f);
  EXPECT_EQ(erfinv(1.0), kInfinity);
  EXPECT_EQ(erfcinv(2.0), -kInfinity);
  EXPECT_TRUE(std::isnan(erfinv(1.5)));
  for (double x : {1e-10, 0.025, 0.5, 0.975}) EXPECT_NEAR(normcdf(normcdfinv(x)), x, x * 1e-12);
  EXPECT_NEAR(normcdfinv(0.975), 1.959963984540054, 1e-13);
}

TEST(Math, ScaledAndBessel) {
  EXPECT_NEAR(erfcx(1.0), 0.42758357615580700, 1e-15);
  EXPECT_NEAR(erfcx(24.999) / erfcx(25.001), 25.001 / 24.999, 1e-6);
  EXPECT_NEAR(erfcx(1e10), 5.6418958354775628e-11, 1e-25);
  EXPECT_NEAR(cyl_bessel_i0(1.0), 1.2660658777520084, 1e-15);
  EXPECT_NEAR(cyl_bessel_i1(1.0), 0.5651591039924850, 1e-15);
  EXPECT_NEAR(cyl_bessel_i0(50.0) / 2.9325537838493363e20, 1.0, 1e-13);
}

TEST(Math, FastForms) {
  EXPECT_FLOAT_EQ(__expf(1.0f), std::exp(1.0f));
  EXPECT_FLOAT_EQ(__exp10f(2.0f), 100.0f);
  EXPECT_FLOAT_EQ(__powf(2.0f, 10.0f), 1024.0f);
  EXPECT_FLOAT_EQ(__log2f(8.0f), 3.0f);
  EXPECT_FLOAT_EQ(__fdividef(1.0f, 4.0f), 0.25f);
  EXPECT_EQ(__fdividef(1.0f, 0x1p127f), 0.0f);
  EXPECT_TRUE(std::isnan(__fdividef(std::numeric_limits<float>::infinity(), 0x1p127f)));
  EXPECT_EQ(__saturatef(-1.0f), 0.0f);
  EXPECT_EQ(__saturatef(0.5f), 0.5f);
  EXPECT_EQ(__saturatef(7.0f), 1.0f);
  EXPECT_EQ(__saturatef(std::nanf("")), 0.0f);
  float s, c;
  __sincosf(1.0f, &s, &c);
  EXPECT_FLOAT_EQ(s * s + c * c, 1.0f);
}

TEST(Math, LibraryFunctionsAreOverloadedAsInCuda) {
  static_assert(sizeof(sqrt(1.0f)) == sizeof(float));
  static_assert(sizeof(abs(-1ll)) == sizeof(long long));
  EXPECT_EQ(abs(-1.5f), 1.5f);
  EXPECT_TRUE(isnan(nanf("")));
}

}  // namespace
