#include "runtime/format/key.h"

#include <gtest/gtest.h>

#include "runtime/format/digest.h"
#include "runtime/format/target.h"
#include "tests/support/sample_cache.h"

namespace larder::inline v1::format {
namespace {

TEST(Key, IsWrittenAsThirtyTwoHexadecimalDigits) {
  Key key;
  key.bytes[0] = 0xab;
  key.bytes[15] = 0x01;
  EXPECT_EQ(to_hex(key), "ab000000000000000000000000000001");
}

TEST(Key, IsReadInEitherCase) {
  const Result<Key> key = from_hex("AB00000000000000000000000000cdEF");
  ASSERT_TRUE(key.ok());
  EXPECT_EQ(to_hex(*key), "ab00000000000000000000000000cdef");
}

TEST(Key, OfWrongLengthIsRefused) {
  EXPECT_EQ(from_hex("ab").status().text(),
            "invalid argument: 32 hexadecimal digits are wanted, this text has 2 characters");
  EXPECT_FALSE(from_hex("").ok());
  EXPECT_FALSE(from_hex(std::string(33, '0')).ok());
}

TEST(Key, WithAnotherCharacterIsRefused) {
  std::string text(32, '0');
  text[5] = 'g';
  EXPECT_EQ(from_hex(text).status().text(), "invalid argument: no hexadecimal digit at position 5");
}

TEST(Key, HasDigitsOfItsOwnSpelling) {
  EXPECT_TRUE(is_hex("0123456789abcdef"));
  EXPECT_TRUE(is_hex(""));
  EXPECT_FALSE(is_hex("0A"));
  EXPECT_FALSE(is_hex("0g"));
}

TEST(Digest, IsXxh3AsOthersComputeIt) {
  // xxHash's own test vector: XXH3_128bits of nothing, seed 0.
  EXPECT_EQ(to_hex(digest({})), "99aa06d3014798d86001c324468d497f");
}

TEST(Digest, DependsOnTheBytesNotOnTheirParts) {
  EXPECT_EQ(digest({as_bytes("ab"), as_bytes("cd")}), digest({as_bytes("abcd")}));
  EXPECT_NE(digest({as_bytes("abcd")}), digest({as_bytes("abce")}));
}

// One part takes other code than several do, and long ones other code than short ones.
TEST(Digest, IsTheSameByEveryCode) {
  std::vector<std::byte> bytes(5000);
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::byte>(i * 7 + i / 256);
  for (std::size_t size = 0; size <= bytes.size(); size += size < 300 ? 1 : 61) {
    const Bytes whole = Bytes(bytes).first(size);
    EXPECT_EQ(digest({whole}), digest({whole.first(size / 3), whole.subspan(size / 3)})) << size;
  }
}

TEST(Target, IsWrittenAsNvccWritesIt) {
  EXPECT_EQ(tests::sass(8, 0).text(), "sm_80");
  EXPECT_EQ(tests::sass(9, 0, ArchSuffix::kSpecific).text(), "sm_90a");
  EXPECT_EQ(tests::sass(12, 0, ArchSuffix::kFamily).text(), "sm_120f");
  EXPECT_EQ(tests::ptx(12, 0, 90).text(), "compute_120 (PTX 9.0)");
  EXPECT_EQ(tests::ptx(7, 5, 78).text(), "compute_75 (PTX 7.8)");
}

TEST(Target, WithUnknownFieldsIsInvalid) {
  EXPECT_TRUE(is_valid(tests::sass(8, 6)));
  EXPECT_TRUE(is_valid(tests::ptx(8, 6, 90)));
  EXPECT_FALSE(is_valid(tests::ptx(8, 6, 0)));
  Target target = tests::sass(8, 6);
  target.ptx_isa = 90;
  EXPECT_FALSE(is_valid(target));
  EXPECT_FALSE(is_valid(tests::sass(8, 10)));
  // NOLINTNEXTLINE(clang-analyzer-optin.core.EnumCastOutOfRange): as a file can have it
  EXPECT_FALSE(is_valid(tests::sass(8, 0, static_cast<ArchSuffix>(3))));
  target = tests::sass(8, 6);
  target.kind = static_cast<ImageKind>(3);
  EXPECT_FALSE(is_valid(target));
}

}  // namespace
}  // namespace larder::inline v1::format
