// Numbers of 16 bits: all values of functions of one, and many of functions of two and three,
// against a reference that is rounded once.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "half_reference.h"

namespace larder::tests {
namespace {

static_assert(sizeof(__half) == 2 && alignof(__half) == 2 && std::is_trivially_copyable_v<half>);
static_assert(sizeof(__half2) == 4 && alignof(__half2) == 4 && std::is_trivially_copyable_v<half2>);
static_assert(sizeof(__nv_bfloat16) == 2 && alignof(__nv_bfloat16) == 2);
static_assert(sizeof(__nv_bfloat162) == 4 && alignof(__nv_bfloat162) == 4);

template <class T>
struct Half : testing::Test {};
using Formats = testing::Types<__half, __nv_bfloat16>;
TYPED_TEST_SUITE(Half, Formats);

// Counts instead of one failure for each of 65536 values.
template <class T, class Computed, class Expected>
void expect_all(const char* name, Computed computed, Expected expected) {
  int wrong = 0;
  for (unsigned bits = 0; bits < 0x10000; ++bits) {
    const unsigned got = bits_of(computed(of_bits<T>(bits)));
    const unsigned want = expected(bits);
    if (got != want && wrong++ < 3)
      ADD_FAILURE() << name << std::hex << " of " << bits << " is " << got << ", not " << want;
  }
  EXPECT_EQ(wrong, 0) << name;
}

#define EXPECT_FUNCTION(name, reference)                       \
  expect_all<TypeParam>(                                       \
      #name, [](TypeParam x) { return name(x); },              \
      [](unsigned bits) {                                      \
        const long double x = value_of<TypeParam>(bits);       \
        const long double exact = reference;                   \
        return nearest<TypeParam>(exact, std::signbit(exact)); \
      })

TYPED_TEST(Half, FunctionsOfOneNumberAreRoundedOnce) {
  EXPECT_FUNCTION(hsqrt, std::sqrt(x));
  EXPECT_FUNCTION(hrsqrt, 1 / std::sqrt(x));
  EXPECT_FUNCTION(hrcp, 1 / x);
  EXPECT_FUNCTION(hexp, std::exp(x));
  EXPECT_FUNCTION(hexp2, std::exp2(x));
  EXPECT_FUNCTION(hexp10, std::pow(10.0L, x));
  EXPECT_FUNCTION(hlog, std::log(x));
  EXPECT_FUNCTION(hlog2, std::log2(x));
  EXPECT_FUNCTION(hlog10, std::log10(x));
  EXPECT_FUNCTION(hsin, std::sin(x));
  EXPECT_FUNCTION(hcos, std::cos(x));
  EXPECT_FUNCTION(htanh, std::tanh(x));
  EXPECT_FUNCTION(hfloor, std::floor(x));
  EXPECT_FUNCTION(hceil, std::ceil(x));
  EXPECT_FUNCTION(htrunc, std::trunc(x));
  EXPECT_FUNCTION(hrint, std::nearbyint(x));
}

TYPED_TEST(Half, FloatsAndBack) {
  for (unsigned bits = 0; bits < 0x10000; ++bits) {
    const double exact = value_of<TypeParam>(bits);
    const float wide = of_bits<TypeParam>(bits);
    if (std::isnan(exact)) {
      EXPECT_TRUE(std::isnan(wide));
      continue;
    }
    ASSERT_EQ(wide, exact);
    ASSERT_EQ(bits_of(TypeParam(wide)), bits);
    // Between this number and the next: the middle, and the floats beside it.
    const double next = value_of<TypeParam>(bits + 1);
    if (!std::isfinite(exact) || !std::isfinite(next)) continue;
    const auto middle = static_cast<float>((exact + next) / 2);
    for (const float x : {middle, std::nextafter(middle, 0.0f), std::nextafter(middle, INFINITY)})
      ASSERT_EQ(bits_of(TypeParam(x)), nearest<TypeParam>(double{x}, std::signbit(x))) << x;
  }
}

std::vector<unsigned> interesting() {
  std::vector<unsigned> out;
  for (const unsigned base :
       {0x0000u, 0x0080u, 0x0400u, 0x3c00u, 0x3f80u, 0x7bffu, 0x7c00u, 0x7f7fu, 0x7f80u, 0x7fffu})
    for (int step = -3; step <= 3; ++step)
      for (const unsigned sign : {0u, 0x8000u})
        out.push_back(((base + static_cast<unsigned>(step)) & 0x7fff) | sign);
  std::minstd_rand random(1);
  for (int i = 0; i < 300; ++i) out.push_back(random() >> 8 & 0xffff);
  return out;
}

#define EXPECT_OPERATION(name, a, b, reference)                            \
  do {                                                                     \
    const double x = value_of<TypeParam>(a);                               \
    const double y = value_of<TypeParam>(b);                               \
    const double exact = reference;                                        \
    ASSERT_EQ(bits_of(name(of_bits<TypeParam>(a), of_bits<TypeParam>(b))), \
              nearest<TypeParam>(exact, std::signbit(exact)))              \
        << #name << " of " << x << " and " << y;                           \
  } while (false)

TYPED_TEST(Half, SumsProductsAndQuotientsAreRoundedOnce) {
  const std::vector<unsigned> numbers = interesting();
  for (const unsigned a : numbers)
    for (const unsigned b : numbers) {
      EXPECT_OPERATION(__hadd, a, b, x + y);
      EXPECT_OPERATION(__hsub, a, b, x - y);
      EXPECT_OPERATION(__hmul, a, b, x * y);
      EXPECT_OPERATION(__hdiv, a, b, x / y);
    }
}

TYPED_TEST(Half, FusedOperationsAreRoundedOnce) {
  std::minstd_rand random(2);
  // Of a size that the product's and the number's bits fit in Wide together.
  const auto number = [&] { return (random() >> 8 & 0x8fff) + 0x3800; };
  for (int i = 0; i < 300000; ++i) {
    const unsigned a = number(), b = number(), c = number();
    const Wide exact =
        Wide(value_of<TypeParam>(a)) * Wide(value_of<TypeParam>(b)) + Wide(value_of<TypeParam>(c));
    if (exact == 0 || exact != exact) continue;
    ASSERT_EQ(bits_of(__hfma(of_bits<TypeParam>(a), of_bits<TypeParam>(b), of_bits<TypeParam>(c))),
              nearest<TypeParam>(exact, false))
        << std::hex << a << " * " << b << " + " << c;
  }
}

// What a fused operation by way of double, rounded twice, gets wrong: the product lies between two
// numbers, and the third one is far below.
TYPED_TEST(Half, AFusedOperationSeesTheLeastNumber) {
  const auto two_bits = [](int low) { return TypeParam(1.0f + std::ldexp(1.0f, -low)); };
  const int fraction = kFractionOf<TypeParam>;
  const int high = (fraction + 2) / 2;
  // 1 + 2^-high + 2^-low + 2^-(fraction + 1): the last is half of the last place.
  const TypeParam a = two_bits(high), b = two_bits(fraction + 1 - high);
  const double product = double{float(a)} * double{float(b)};
  const auto even = static_cast<float>(product - std::ldexp(1.0, -fraction - 1));
  const TypeParam least = of_bits<TypeParam>(0x0001), minus = of_bits<TypeParam>(0x8001);
  const TypeParam above = TypeParam(even + std::ldexp(1.0f, -fraction));
  EXPECT_EQ(bits_of(__hfma(a, b, least)), bits_of(above));
  EXPECT_EQ(bits_of(__hfma(a, b, minus)), bits_of(TypeParam(even)));
}

TYPED_TEST(Half, LimitedResults) {
  const auto of = [](float x) { return TypeParam(x); };
  const TypeParam nan = of_bits<TypeParam>(0x7fff), zero = of(0);
  EXPECT_EQ(bits_of(__hadd_sat(of(0.75f), of(0.5f))), bits_of(of(1)));
  EXPECT_EQ(bits_of(__hsub_sat(of(0.25f), of(0.5f))), 0u);
  EXPECT_EQ(bits_of(__hmul_sat(nan, of(1))), 0u);
  EXPECT_EQ(bits_of(__hfma_sat(of(0.5f), of(0.5f), of(0.25f))), bits_of(of(0.5f)));
  EXPECT_EQ(bits_of(__hfma_relu(of(-1), of(2), of(1))), 0u);
  EXPECT_EQ(bits_of(__hfma_relu(of(1), of(2), of(1))), bits_of(of(3)));
  EXPECT_EQ(bits_of(__hfma_relu(nan, of(2), of(1))), 0x7fffu);
  EXPECT_EQ(bits_of(__hmax(nan, of(-2))), bits_of(of(-2)));
  EXPECT_EQ(bits_of(__hmin(of(-2), nan)), bits_of(of(-2)));
  EXPECT_EQ(bits_of(__hmax(nan, nan)), 0x7fffu);
  EXPECT_EQ(bits_of(__hmax_nan(of(1), nan)), 0x7fffu);
  EXPECT_EQ(bits_of(__hmax(__hneg(zero), zero)), 0u);
  EXPECT_EQ(bits_of(__hmin(zero, __hneg(zero))), 0x8000u);
  EXPECT_EQ(bits_of(__habs(of(-3))), bits_of(of(3)));
}

TYPED_TEST(Half, Comparisons) {
  const std::vector<unsigned> numbers = interesting();
  for (const unsigned i : numbers)
    for (const unsigned j : numbers) {
      const TypeParam a = of_bits<TypeParam>(i), b = of_bits<TypeParam>(j);
      const double x = value_of<TypeParam>(i), y = value_of<TypeParam>(j);
      const bool nan = std::isnan(x) || std::isnan(y);
      ASSERT_EQ(a == b, x == y);
      ASSERT_EQ(a != b, x != y);
      ASSERT_EQ(a < b, x < y);
      ASSERT_EQ(a <= b, x <= y);
      ASSERT_EQ(a > b, x > y);
      ASSERT_EQ(a >= b, x >= y);
      ASSERT_EQ(__hne(a, b), !nan && x != y);
      ASSERT_EQ(__hltu(a, b), nan || x < y);
      ASSERT_EQ(__hequ(a, b), nan || x == y);
    }
}

TYPED_TEST(Half, IntegersOfAllWidths) {
  for (unsigned bits = 0; bits < 0x10000; ++bits) {
    const TypeParam half = of_bits<TypeParam>(bits);
    const double x = value_of<TypeParam>(bits);
    const auto limited = [](double value, double least, double most) {
      return std::isnan(value) ? 0.0 : std::clamp(value, least, most);
    };
    ASSERT_EQ(static_cast<int>(half), limited(std::trunc(x), -0x1p31, 0x1p31 - 1));
    ASSERT_EQ(static_cast<unsigned>(half), limited(std::trunc(x), 0, 0x1p32 - 1));
    ASSERT_EQ(static_cast<short>(half), limited(std::trunc(x), -32768, 32767));
    ASSERT_EQ(static_cast<signed char>(half), limited(std::trunc(x), -128, 127));
    ASSERT_EQ(static_cast<unsigned char>(half), limited(std::trunc(x), 0, 255));
  }
  EXPECT_EQ(static_cast<long long>(of_bits<TypeParam>(0x7fff)),
            std::numeric_limits<long long>::min());
  for (const long long x : {0LL, 1LL, -2049LL, 65519LL, 65520LL, -70000LL, 257LL, 258LL})
    EXPECT_EQ(bits_of(TypeParam(x)), nearest<TypeParam>(static_cast<double>(x), false)) << x;
}

TEST(HalfConversions, InAllRoundings) {
  EXPECT_EQ(bits_of(__float2half_rz(1.0009f)), 0x3c00u);
  EXPECT_EQ(bits_of(__float2half_ru(1.0001f)), 0x3c01u);
  EXPECT_EQ(bits_of(__float2half_rd(-1.0001f)), 0xbc01u);
  EXPECT_EQ(bits_of(__float2half_ru(-1.0001f)), 0xbc00u);
  EXPECT_EQ(bits_of(__float2half_rz(1e9f)), 0x7bffu);
  EXPECT_EQ(bits_of(__float2half_ru(-1e9f)), 0xfbffu);
  EXPECT_EQ(bits_of(__float2half_rd(-1e9f)), 0xfc00u);
  EXPECT_EQ(bits_of(__float2half_ru(1e-30f)), 0x0001u);
  EXPECT_EQ(bits_of(__double2half(1.0 + 0x1p-11 + 0x1p-40)), 0x3c01u);
  EXPECT_EQ(bits_of(__int2half_rz(2049)), 0x6800u);
  EXPECT_EQ(bits_of(__int2half_ru(2049)), 0x6801u);
  EXPECT_EQ(__half2int_rn(__float2half(2.5f)), 2);
  EXPECT_EQ(__half2int_ru(__float2half(2.25f)), 3);
  EXPECT_EQ(__half2int_rd(__float2half(-2.25f)), -3);
  EXPECT_EQ(__half2short_rn(__float2half(-INFINITY)), -32768);
  // One more than a tie between two numbers, in the last of 63 bits.
  EXPECT_EQ(bits_of(__ll2bfloat16_rn(0x4040000000000000LL + (1LL << 54))), 0x5e80u + 1u);
  EXPECT_EQ(bits_of(__ll2bfloat16_rn(0x4040000000000001LL)), 0x5e81u);
  EXPECT_EQ(bits_of(__ll2bfloat16_rn(0x4040000000000000LL)), 0x5e80u);
  EXPECT_EQ(bits_of(__half(__float2bfloat16(3.0f))), 0x4200u);
  EXPECT_EQ(bits_of(__nv_bfloat16(__float2half(3.0f))), 0x4040u);
}

TEST(HalfPairs, AreComputedInEachPlace) {
  const half2 a = __floats2half2_rn(1.0f, -2.0f);
  const half2 b = __float2half2_rn(3.0f);
  const float2 sum = __half22float2(__hadd2(a, b));
  EXPECT_EQ(sum.x, 4.0f);
  EXPECT_EQ(sum.y, 1.0f);
  EXPECT_EQ(__low2float(a * b), 3.0f);
  EXPECT_EQ(__high2float(__h2div(a, __float2half2_rn(4.0f))), -0.5f);
  EXPECT_EQ(__high2float(__lowhigh2highlow(a)), 1.0f);
  EXPECT_EQ(__low2float(__highs2half2(a, b)), -2.0f);
  EXPECT_EQ(__heq2_mask(a, __floats2half2_rn(1.0f, 5.0f)), 0xffffu);
  EXPECT_EQ(__low2float(__hlt2(a, b)), 1.0f);
  EXPECT_FALSE(__hbeq2(a, b));
  EXPECT_TRUE(a < b);
  // (1 - 2i) * (3 + 3i) = 9 - 3i
  const half2 product = __hcmadd(a, b, __float2half2_rn(0.0f));
  EXPECT_EQ(__low2float(product), 9.0f);
  EXPECT_EQ(__high2float(product), -3.0f);
}

}  // namespace
}  // namespace larder::tests
