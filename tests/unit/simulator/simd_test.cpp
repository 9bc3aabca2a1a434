// SIMD intrinsics. The expected values are what nvcc 13's PTX for these functions computes.
#include <gtest/gtest.h>

#include "tests/unit/simulator/run_kernel.h"

namespace {

constexpr unsigned int kHalves = 0x80007fffu;
constexpr unsigned int kOtherHalves = 0x7ffe7fffu;
constexpr unsigned int kBytes = 0x807f01ffu;
constexpr unsigned int kOtherBytes = 0x7f7fff01u;

TEST(Simd, ArithmeticOfHalves) {
  EXPECT_EQ(__vabs2(kHalves), 0x80007fffu);
  EXPECT_EQ(__vabsdiffs2(kHalves, kOtherHalves), 0xfffe0000u);
  EXPECT_EQ(__vabsdiffu2(kHalves, kOtherHalves), 0x00020000u);
  EXPECT_EQ(__vabsss2(kHalves), 0x7fff7fffu);
  EXPECT_EQ(__vadd2(kHalves, kOtherHalves), 0xfffefffeu);
  EXPECT_EQ(__vaddss2(kHalves, kOtherHalves), 0xfffe7fffu);
  EXPECT_EQ(__vaddus2(kHalves, kOtherHalves), 0xfffefffeu);
  EXPECT_EQ(__vavgs2(kHalves, kOtherHalves), 0xffff7fffu);
  EXPECT_EQ(__vavgu2(kHalves, kOtherHalves), 0x7fff7fffu);
  EXPECT_EQ(__vhaddu2(kHalves, kOtherHalves), 0x7fff7fffu);
  EXPECT_EQ(__vmaxs2(kHalves, kOtherHalves), 0x7ffe7fffu);
  EXPECT_EQ(__vmaxu2(kHalves, kOtherHalves), 0x80007fffu);
  EXPECT_EQ(__vmins2(kHalves, kOtherHalves), 0x80007fffu);
  EXPECT_EQ(__vminu2(kHalves, kOtherHalves), 0x7ffe7fffu);
  EXPECT_EQ(__vneg2(kHalves), 0x80008001u);
  EXPECT_EQ(__vnegss2(kHalves), 0x7fff8001u);
  EXPECT_EQ(__vsads2(kHalves, kOtherHalves), 0x0000fffeu);
  EXPECT_EQ(__vsadu2(kHalves, kOtherHalves), 0x00000002u);
  EXPECT_EQ(__vsub2(kHalves, kOtherHalves), 0x00020000u);
  EXPECT_EQ(__vsub2(kOtherHalves, kHalves), 0xfffe0000u);
  EXPECT_EQ(__vsubss2(kHalves, kOtherHalves), 0x80000000u);
  EXPECT_EQ(__vsubss2(kOtherHalves, kHalves), 0x7fff0000u);
  EXPECT_EQ(__vsubus2(kHalves, kOtherHalves), 0x00020000u);
  EXPECT_EQ(__vsubus2(kOtherHalves, kHalves), 0x00000000u);
}

TEST(Simd, ArithmeticOfBytes) {
  EXPECT_EQ(__vabs4(kBytes), 0x807f0101u);
  EXPECT_EQ(__vabsdiffs4(kBytes, kOtherBytes), 0xff000202u);
  EXPECT_EQ(__vabsdiffu4(kBytes, kOtherBytes), 0x0100fefeu);
  EXPECT_EQ(__vabsss4(kBytes), 0x7f7f0101u);
  EXPECT_EQ(__vadd4(kBytes, kOtherBytes), 0xfffe0000u);
  EXPECT_EQ(__vaddss4(kBytes, kOtherBytes), 0xff7f0000u);
  EXPECT_EQ(__vaddus4(kBytes, kOtherBytes), 0xfffeffffu);
  EXPECT_EQ(__vavgs4(kBytes, kOtherBytes), 0xff7f0000u);
  EXPECT_EQ(__vavgu4(kBytes, kOtherBytes), 0x807f8080u);
  EXPECT_EQ(__vhaddu4(kBytes, kOtherBytes), 0x7f7f8080u);
  EXPECT_EQ(__vmaxs4(kBytes, kOtherBytes), 0x7f7f0101u);
  EXPECT_EQ(__vmaxu4(kBytes, kOtherBytes), 0x807fffffu);
  EXPECT_EQ(__vmins4(kBytes, kOtherBytes), 0x807fffffu);
  EXPECT_EQ(__vminu4(kBytes, kOtherBytes), 0x7f7f0101u);
  EXPECT_EQ(__vneg4(kBytes), 0x8081ff01u);
  EXPECT_EQ(__vnegss4(kBytes), 0x7f81ff01u);
  EXPECT_EQ(__vsads4(kBytes, kOtherBytes), 0x00000103u);
  EXPECT_EQ(__vsadu4(kBytes, kOtherBytes), 0x000001fdu);
  EXPECT_EQ(__vsub4(kBytes, kOtherBytes), 0x010002feu);
  EXPECT_EQ(__vsub4(kOtherBytes, kBytes), 0xff00fe02u);
  EXPECT_EQ(__vsubss4(kBytes, kOtherBytes), 0x800002feu);
  EXPECT_EQ(__vsubss4(kOtherBytes, kBytes), 0x7f00fe02u);
  EXPECT_EQ(__vsubus4(kBytes, kOtherBytes), 0x010000feu);
  EXPECT_EQ(__vsubus4(kOtherBytes, kBytes), 0x0000fe00u);
}

TEST(Simd, ComparisonsOfHalves) {
  EXPECT_EQ(__vcmpeq2(kHalves, kOtherHalves), 0x0000ffffu);
  EXPECT_EQ(__vcmpges2(kHalves, kOtherHalves), 0x0000ffffu);
  EXPECT_EQ(__vcmpgeu2(kHalves, kOtherHalves), 0xffffffffu);
  EXPECT_EQ(__vcmpgts2(kHalves, kOtherHalves), 0x00000000u);
  EXPECT_EQ(__vcmpgtu2(kHalves, kOtherHalves), 0xffff0000u);
  EXPECT_EQ(__vcmples2(kHalves, kOtherHalves), 0xffffffffu);
  EXPECT_EQ(__vcmpleu2(kHalves, kOtherHalves), 0x0000ffffu);
  EXPECT_EQ(__vcmplts2(kHalves, kOtherHalves), 0xffff0000u);
  EXPECT_EQ(__vcmpltu2(kHalves, kOtherHalves), 0x00000000u);
  EXPECT_EQ(__vcmpne2(kHalves, kOtherHalves), 0xffff0000u);
  EXPECT_EQ(__vseteq2(kHalves, kOtherHalves), 0x00000001u);
  EXPECT_EQ(__vsetges2(kHalves, kOtherHalves), 0x00000001u);
  EXPECT_EQ(__vsetgeu2(kHalves, kOtherHalves), 0x00010001u);
  EXPECT_EQ(__vsetgts2(kHalves, kOtherHalves), 0x00000000u);
  EXPECT_EQ(__vsetgtu2(kHalves, kOtherHalves), 0x00010000u);
  EXPECT_EQ(__vsetles2(kHalves, kOtherHalves), 0x00010001u);
  EXPECT_EQ(__vsetleu2(kHalves, kOtherHalves), 0x00000001u);
  EXPECT_EQ(__vsetlts2(kHalves, kOtherHalves), 0x00010000u);
  EXPECT_EQ(__vsetltu2(kHalves, kOtherHalves), 0x00000000u);
  EXPECT_EQ(__vsetne2(kHalves, kOtherHalves), 0x00010000u);
}

TEST(Simd, ComparisonsOfBytes) {
  EXPECT_EQ(__vcmpeq4(kBytes, kOtherBytes), 0x00ff0000u);
  EXPECT_EQ(__vcmpges4(kBytes, kOtherBytes), 0x00ffff00u);
  EXPECT_EQ(__vcmpgeu4(kBytes, kOtherBytes), 0xffff00ffu);
  EXPECT_EQ(__vcmpgts4(kBytes, kOtherBytes), 0x0000ff00u);
  EXPECT_EQ(__vcmpgtu4(kBytes, kOtherBytes), 0xff0000ffu);
  EXPECT_EQ(__vcmples4(kBytes, kOtherBytes), 0xffff00ffu);
  EXPECT_EQ(__vcmpleu4(kBytes, kOtherBytes), 0x00ffff00u);
  EXPECT_EQ(__vcmplts4(kBytes, kOtherBytes), 0xff0000ffu);
  EXPECT_EQ(__vcmpltu4(kBytes, kOtherBytes), 0x0000ff00u);
  EXPECT_EQ(__vcmpne4(kBytes, kOtherBytes), 0xff00ffffu);
  EXPECT_EQ(__vseteq4(kBytes, kOtherBytes), 0x00010000u);
  EXPECT_EQ(__vsetges4(kBytes, kOtherBytes), 0x00010100u);
  EXPECT_EQ(__vsetgeu4(kBytes, kOtherBytes), 0x01010001u);
  EXPECT_EQ(__vsetgts4(kBytes, kOtherBytes), 0x00000100u);
  EXPECT_EQ(__vsetgtu4(kBytes, kOtherBytes), 0x01000001u);
  EXPECT_EQ(__vsetles4(kBytes, kOtherBytes), 0x01010001u);
  EXPECT_EQ(__vsetleu4(kBytes, kOtherBytes), 0x00010100u);
  EXPECT_EQ(__vsetlts4(kBytes, kOtherBytes), 0x01000001u);
  EXPECT_EQ(__vsetltu4(kBytes, kOtherBytes), 0x00000100u);
  EXPECT_EQ(__vsetne4(kBytes, kOtherBytes), 0x01000101u);
}

TEST(Simd, DotProductsOfHalvesAndBytes) {
  EXPECT_EQ(__dp2a_lo(kHalves, 0x7f80ff01u, 100u), 8388707u);
  EXPECT_EQ(__dp2a_lo(make_short2(0x7fff, -0x8000), make_char4(0x01, -1, -0x80, 0x7f), 100), 65635);
  EXPECT_EQ(__dp2a_hi(kHalves, 0x7f80ff01u, 100u), 8355812u);
  EXPECT_EQ(__dp2a_hi(make_short2(0x7fff, -0x8000), make_char4(0x01, -1, -0x80, 0x7f), 100),
            -8355612);
}

TEST(Simd, OfThreeWords) {
  EXPECT_EQ(__viaddmax_s32(2147483647, 1, -2), -2);
  EXPECT_EQ(__viaddmax_s32_relu(2147483647, 1, -2), 0);
  EXPECT_EQ(__viaddmax_u32(0x7fffffffu, 0x00000001u, 0xfffffffeu), 0xfffffffeu);
  EXPECT_EQ(__viaddmin_s32(2147483647, 1, -2), -2147483648);
  EXPECT_EQ(__viaddmin_s32_relu(2147483647, 1, -2), 0);
  EXPECT_EQ(__viaddmin_u32(0x7fffffffu, 0x00000001u, 0xfffffffeu), 0x80000000u);
  EXPECT_EQ(__vimax3_s32(-16, -8, -12), -8);
  EXPECT_EQ(__vimax3_s32_relu(-16, -8, -12), 0);
  EXPECT_EQ(__vimax3_u32(0xfffffff0u, 0xfffffff8u, 0xfffffff4u), 0xfffffff8u);
  EXPECT_EQ(__vimax_s32_relu(-16, -8), 0);
  EXPECT_EQ(__vimin3_s32(-16, -8, -12), -16);
  EXPECT_EQ(__vimin3_s32_relu(-16, -8, -12), 0);
  EXPECT_EQ(__vimin3_u32(0xfffffff0u, 0xfffffff8u, 0xfffffff4u), 0xfffffff0u);
  EXPECT_EQ(__vimin_s32_relu(-16, -8), 0);
}

TEST(Simd, OfThreePairsOfHalves) {
  EXPECT_EQ(__viaddmax_s16x2(0x7ffffff0u, 0x0001ffffu, 0xfffe8000u), 0xfffeffefu);
  EXPECT_EQ(__viaddmax_s16x2_relu(0x7ffffff0u, 0x0001ffffu, 0xfffe8000u), 0x00000000u);
  EXPECT_EQ(__viaddmax_u16x2(0x7ffffff0u, 0x0001ffffu, 0xfffe8000u), 0xfffeffefu);
  EXPECT_EQ(__viaddmin_s16x2(0x7ffffff0u, 0x0001ffffu, 0xfffe8000u), 0x80008000u);
  EXPECT_EQ(__viaddmin_s16x2_relu(0x7ffffff0u, 0x0001ffffu, 0xfffe8000u), 0x00000000u);
  EXPECT_EQ(__viaddmin_u16x2(0x7ffffff0u, 0x0001ffffu, 0xfffe8000u), 0x80008000u);
  EXPECT_EQ(__vimax3_s16x2(0x7ffffff0u, 0x0001ffffu, 0xfffe8000u), 0x7fffffffu);
  EXPECT_EQ(__vimax3_s16x2_relu(0x7ffffff0u, 0x0001ffffu, 0xfffe8000u), 0x7fff0000u);
  EXPECT_EQ(__vimax3_u16x2(0x7ffffff0u, 0x0001ffffu, 0xfffe8000u), 0xfffeffffu);
  EXPECT_EQ(__vimax_s16x2_relu(0x7ffffff0u, 0x0001ffffu), 0x7fff0000u);
  EXPECT_EQ(__vimin3_s16x2(0x7ffffff0u, 0x0001ffffu, 0xfffe8000u), 0xfffe8000u);
  EXPECT_EQ(__vimin3_s16x2_relu(0x7ffffff0u, 0x0001ffffu, 0xfffe8000u), 0x00000000u);
  EXPECT_EQ(__vimin3_u16x2(0x7ffffff0u, 0x0001ffffu, 0xfffe8000u), 0x00018000u);
  EXPECT_EQ(__vimin_s16x2_relu(0x7ffffff0u, 0x0001ffffu), 0x00010000u);
}

TEST(Simd, AndWhichItIs) {
  bool first = false, high = false, low = true;
  EXPECT_EQ(__vibmax_s16x2(0x8000ffffu, 0x7fff0001u, &high, &low), 0x7fff0001u);
  EXPECT_FALSE(high);
  EXPECT_FALSE(low);
  EXPECT_EQ(__vibmax_s32(-1, 1, &first), 1);
  EXPECT_FALSE(first);
  EXPECT_EQ(__vibmax_u16x2(0x8000ffffu, 0x7fff0001u, &high, &low), 0x8000ffffu);
  EXPECT_TRUE(high);
  EXPECT_TRUE(low);
  EXPECT_EQ(__vibmax_u32(0xffffffffu, 0x00000001u, &first), 0xffffffffu);
  EXPECT_TRUE(first);
  EXPECT_EQ(__vibmin_s16x2(0x8000ffffu, 0x7fff0001u, &high, &low), 0x8000ffffu);
  EXPECT_TRUE(high);
  EXPECT_TRUE(low);
  EXPECT_EQ(__vibmin_s32(-1, 1, &first), -1);
  EXPECT_TRUE(first);
  EXPECT_EQ(__vibmin_u16x2(0x8000ffffu, 0x7fff0001u, &high, &low), 0x7fff0001u);
  EXPECT_FALSE(high);
  EXPECT_FALSE(low);
  EXPECT_EQ(__vibmin_u32(0xffffffffu, 0x00000001u, &first), 0x00000001u);
  EXPECT_FALSE(first);
}

}  // namespace
