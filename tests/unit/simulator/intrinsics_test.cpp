// Integer intrinsics, conversions and rounding, against CUDA's documented results.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tests/unit/simulator/run_kernel.h"

namespace {

TEST(Integer, CountingBits) {
  EXPECT_EQ(__popc(0), 0);
  EXPECT_EQ(__popc(0xffffffffu), 32);
  EXPECT_EQ(__popcll(0x8000000000000001ull), 2);
  EXPECT_EQ(__clz(0), 32);
  EXPECT_EQ(__clz(-1), 0);
  EXPECT_EQ(__clz(1), 31);
  EXPECT_EQ(__clzll(0), 64);
  EXPECT_EQ(__clzll(1ll << 40), 23);
  EXPECT_EQ(__ffs(0), 0);
  EXPECT_EQ(__ffs(8), 4);
  EXPECT_EQ(__ffs(std::numeric_limits<int>::min()), 32);
  EXPECT_EQ(__ffsll(1ll << 40), 41);
  EXPECT_EQ(__ffsll(0), 0);
}

TEST(Integer, MovingBits) {
  EXPECT_EQ(__brev(1u), 0x80000000u);
  EXPECT_EQ(__brev(0x12345678u), 0x1e6a2c48u);
  EXPECT_EQ(__brevll(1ull), 0x8000000000000000ull);
  EXPECT_EQ(__byte_perm(0x33221100u, 0x77665544u, 0x7531u), 0x77553311u);
  EXPECT_EQ(__byte_perm(0x332211f0u, 0x77665544u, 0x0098u), 0xf0f011f0u);
  EXPECT_EQ(__funnelshift_l(0x80000000u, 1u, 1), 3u);
  EXPECT_EQ(__funnelshift_l(5u, 9u, 32), 9u);
  EXPECT_EQ(__funnelshift_lc(5u, 9u, 32), 5u);
  EXPECT_EQ(__funnelshift_lc(5u, 9u, 99), 5u);
  EXPECT_EQ(__funnelshift_r(2u, 1u, 1), 0x80000001u);
  EXPECT_EQ(__funnelshift_r(5u, 9u, 32), 5u);
  EXPECT_EQ(__funnelshift_rc(5u, 9u, 32), 9u);
  EXPECT_EQ(__fns(0b10110u, 0, 2), 2u);
  EXPECT_EQ(__fns(0b10110u, 31, -1), 4u);
  EXPECT_EQ(__fns(0b10110u, 0, 4), 0xffffffffu);
}

TEST(Integer, Addresses) {
  int value = 7;
  void* const back = __cvta_shared_to_generic(__cvta_generic_to_shared(&value));
  EXPECT_EQ(*static_cast<int*>(back), 7);
}

TEST(Integer, ProductsAndSums) {
  EXPECT_EQ(__mul24(0x00ffffff, 2), -2);
  EXPECT_EQ(__mul24(0x7f000003, 5), 15);
  EXPECT_EQ(__umul24(0xff000003u, 5u), 15u);
  EXPECT_EQ(__mulhi(-2, 3), -1);
  EXPECT_EQ(__umulhi(0x80000000u, 4u), 2u);
  EXPECT_EQ(__mul64hi(-2, 3), -1);
  EXPECT_EQ(__umul64hi(1ull << 63, 4), 2ull);
  EXPECT_EQ(__sad(-5, 3, 10u), 18u);
  EXPECT_EQ(__sad(std::numeric_limits<int>::min(), std::numeric_limits<int>::max(), 0u),
            0xffffffffu);
  EXPECT_EQ(__usad(3u, 5u, 10u), 12u);
  EXPECT_EQ(__hadd(-3, 0), -2);
  EXPECT_EQ(__rhadd(-3, 0), -1);
  EXPECT_EQ(__uhadd(0xffffffffu, 0xffffffffu), 0xffffffffu);
  EXPECT_EQ(__urhadd(1u, 2u), 2u);
  EXPECT_EQ(__dp4a(0x01020304, 0x01010101, 100), 110);
  EXPECT_EQ(__dp4a(-1, 0x01010101, 0), -4);
  EXPECT_EQ(__dp4a(0xffffffffu, 0x01010101u, 0u), 1020u);
  EXPECT_EQ(__dp4a(make_char4(1, -2, 3, -4), make_char4(1, 1, 1, 1), 0), -2);
}

TEST(Integer, MinAndMaxOfMixedTypes) {
  EXPECT_EQ(min(-1, 1), -1);
  EXPECT_EQ(min(-1, 1u), 1u);  // the int becomes unsigned, as in CUDA
  EXPECT_EQ(max(-1, 1u), 0xffffffffu);
  EXPECT_EQ(max(1ull, 2ull), 2ull);
  EXPECT_EQ(min(2.0f, 1.0), 1.0);
  EXPECT_EQ(max(std::nanf(""), 1.0f), 1.0f);
  EXPECT_EQ(max(1.0f, std::nanf("")), 1.0f);
  EXPECT_EQ(min(std::nan(""), 1.0), 1.0);
  EXPECT_EQ(umax(1u, 2u), 2u);
  EXPECT_EQ(llmin(-1, 2), -1);
}

TEST(Conversions, SameBits) {
  EXPECT_EQ(__float_as_int(1.0f), 0x3f800000);
  EXPECT_EQ(__float_as_uint(-0.0f), 0x80000000u);
  EXPECT_EQ(__int_as_float(0x40490fdb), 3.14159274f);
  EXPECT_EQ(__uint_as_float(0x7f800000u), std::numeric_limits<float>::infinity());
  EXPECT_EQ(__double_as_longlong(1.0), 0x3ff0000000000000ll);
  EXPECT_EQ(__longlong_as_double(0x4000000000000000ll), 2.0);
  EXPECT_EQ(__double2hiint(1.0), 0x3ff00000);
  EXPECT_EQ(__double2loint(__hiloint2double(0x3ff00000, 7)), 7);
}

TEST(Conversions, RoundAndSaturate) {
  EXPECT_EQ(__float2int_rn(2.5f), 2);
  EXPECT_EQ(__float2int_rn(3.5f), 4);
  EXPECT_EQ(__float2int_rz(-2.7f), -2);
  EXPECT_EQ(__float2int_ru(-2.7f), -2);
  EXPECT_EQ(__float2int_rd(-2.1f), -3);
  EXPECT_EQ(__float2int_rz(3e9f), std::numeric_limits<int>::max());
  EXPECT_EQ(__float2int_rz(-3e9f), std::numeric_limits<int>::min());
  EXPECT_EQ(__float2int_rn(std::nanf("")), 0);
  EXPECT_EQ(__float2uint_rz(-1.0f), 0u);
  EXPECT_EQ(__float2uint_rz(5e9f), 0xffffffffu);
  EXPECT_EQ(__double2ll_rz(1e30), std::numeric_limits<long long>::max());
  EXPECT_EQ(__double2ull_rn(-0.4), 0ull);
  EXPECT_EQ(__double2ll_rn(std::nan("")), std::numeric_limits<long long>::min());
}

TEST(Rounding, GoesTheWayAskedFor) {
  const float tiny = 1e-10f;
  EXPECT_EQ(__fadd_rn(1.0f, tiny), 1.0f);
  EXPECT_EQ(__fadd_ru(1.0f, tiny), std::nextafter(1.0f, 2.0f));
  EXPECT_EQ(__fadd_rd(1.0f, -tiny), std::nextafter(1.0f, 0.0f));
  EXPECT_EQ(__fadd_rz(-1.0f, tiny), std::nextafter(-1.0f, 0.0f));
  EXPECT_LT(__fdiv_rd(1.0f, 3.0f), __fdiv_ru(1.0f, 3.0f));
  EXPECT_LT(__fsqrt_rd(2.0f), __fsqrt_ru(2.0f));
  EXPECT_LT(__dmul_rd(0.1, 0.1), __dmul_ru(0.1, 0.1));
  EXPECT_LT(__ddiv_rz(1.0, 3.0), __ddiv_ru(1.0, 3.0));
  EXPECT_EQ(__int2float_rn(0x1000001), 16777216.0f);
  EXPECT_EQ(__int2float_ru(0x1000001), 16777218.0f);
  EXPECT_LT(__double2float_rd(0.1), __double2float_ru(0.1));
  EXPECT_EQ(__ll2double_rn((1ll << 53) + 1), 9007199254740992.0);
  EXPECT_EQ(__ll2double_ru((1ll << 53) + 1), 9007199254740994.0);
}

TEST(Rounding, FusedMultiplyAddRoundsOnce) {
  const float x = 1.0f + 0x1p-12f;
  EXPECT_EQ(__fmaf_rn(x, x, -(1.0f + 0x1p-11f)), 0x1p-24f);
  EXPECT_EQ(__fma_rn(1.0 + 0x1p-30, 1.0 + 0x1p-30, -(1.0 + 0x1p-29)), 0x1p-60);
  EXPECT_EQ(__frcp_rn(4.0f), 0.25f);
  EXPECT_EQ(__frsqrt_rn(4.0f), 0.5f);
}

}  // namespace
