#include "generator/model/number.h"

#include <gtest/gtest.h>

namespace larder::generate {
namespace {

TEST(CanonicalNumber, SpellsEqualNumbersAlike) {
  EXPECT_EQ(canonical_number("0X1F"), canonical_number("0x1f"));
  EXPECT_EQ(canonical_number("1'000'000"), "1000000");
  EXPECT_EQ(canonical_number("1.5F"), canonical_number("1.5f"));
  EXPECT_EQ(canonical_number("7ULL"), "7ull");
  EXPECT_EQ(canonical_number("1E-3"), "1e-3");
  EXPECT_EQ(canonical_number("0B1'01"), "0b101");
}

TEST(CanonicalNumber, KeepsNumbersApartThatDiffer) {
  for (const char* other : {"31", "0x1e", "0x1fu", "0x1f.p0"})
    EXPECT_NE(canonical_number(other), canonical_number("0x1f")) << other;
  EXPECT_NE(canonical_number("1.0"), canonical_number("1.00"));
}

TEST(CanonicalNumber, LeavesOtherTokensAlone) {
  for (const char* token :
       {"", "A1", "\"1'0 A\"", "'A'", "12'345_Digits", "5Ms", "+", "L'1'", "Fx"})
    EXPECT_EQ(canonical_number(token), token);
}

}  // namespace
}  // namespace larder::generate
