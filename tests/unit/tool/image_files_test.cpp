#include "runtime/tool/image_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "runtime/format/bytes.h"
#include "tests/support/sample_cache.h"

namespace larder::tool {
namespace {

using testing::EndsWith;
using testing::MatchesRegex;
using testing::SizeIs;
using testing::StartsWith;
using tests::ptx;
using tests::sass;

format::Digest identity(int number) {
  format::Digest digest;
  digest.bytes[0] = static_cast<std::uint8_t>(number);
  return digest;
}

std::string name_of(std::string_view symbol) {
  return image_file_names({{symbol, sass(9, 0), identity(0)}}).at(0);
}

TEST(ImageFiles, AreNamedBySymbolAndArchitecture) {
  EXPECT_EQ(image_file_names({{"_Z5scalePff", sass(9, 0), identity(0)},
                              {"_Z5scalePff", sass(9, 0, format::ArchSuffix::kSpecific), {}},
                              {"_Z5scalePff", sass(10, 0, format::ArchSuffix::kFamily), {}},
                              {"_Z5scalePff", ptx(9, 0, 90), {}},
                              {"a.b$c-d", sass(12, 0), {}}}),
            (std::vector<std::string>{"_Z5scalePff.sm_90.cubin", "_Z5scalePff.sm_90a.cubin",
                                      "_Z5scalePff.sm_100f.cubin", "_Z5scalePff.compute_90.ptx",
                                      "a.b$c-d.sm_120.cubin"}));
}

TEST(ImageFiles, OfHostileSymbolsStayInTheFolder) {
  for (const std::string& symbol :
       {std::string("../../etc/passwd"), std::string(".."), std::string("."), std::string(""),
        std::string("a/b"), std::string("a\0b", 3), std::string("a\nb"), std::string("-rf"),
        std::string(".hidden"), std::string("a..b"), std::string("a\\b:c*?\"<>|"),
        std::string("\xff\xfe"), std::string("\x1b[2J")}) {
    const std::string name = name_of(symbol);
    EXPECT_THAT(name, MatchesRegex("[A-Za-z0-9_][-A-Za-z0-9_$.]*-[0-9a-f]+.sm_90.cubin")) << name;
    EXPECT_EQ(name.find(".."), std::string::npos) << name;
  }
}

TEST(ImageFiles, OfLongSymbolsAreCutAndStayDifferent) {
  const std::string longest(140, 'k');
  EXPECT_EQ(name_of(longest), longest + ".sm_90.cubin");
  const std::string one = name_of(longest + "1");
  const std::string two = name_of(longest + "2");
  EXPECT_NE(one, two);
  EXPECT_THAT(one, StartsWith(std::string(123, 'k') + "-"));
  EXPECT_THAT(one, SizeIs(140 + 12));
  EXPECT_EQ(name_of(std::string(5000000, 'k')).size(), one.size());
}

TEST(ImageFiles, ThatWouldBeTheSameGetADigest) {
  // Two keys (a static kernel in two sources), two PTX versions, and case alone.
  const std::vector<std::string> names = image_file_names({{"_Z1kv", sass(9, 0), identity(1)},
                                                           {"_Z1kv", sass(9, 0), identity(2)},
                                                           {"_Z1kv", ptx(9, 0, 85), identity(3)},
                                                           {"_Z1kv", ptx(9, 0, 90), identity(4)},
                                                           {"_Z1Kv", sass(8, 0), identity(5)},
                                                           {"_Z1kv", sass(8, 0), identity(6)},
                                                           {"_Z1kv", sass(7, 5), identity(7)}});
  EXPECT_EQ(names[0], "_Z1kv.sm_90.01000000000000000000000000000000.cubin");
  EXPECT_EQ(names[1], "_Z1kv.sm_90.02000000000000000000000000000000.cubin");
  EXPECT_EQ(names[3], "_Z1kv.compute_90.04000000000000000000000000000000.ptx");
  EXPECT_THAT(names[4], StartsWith("_Z1Kv.sm_80.05"));
  EXPECT_EQ(names[6], "_Z1kv.sm_75.cubin");
  EXPECT_THAT(std::set<std::string>(names.begin(), names.end()), SizeIs(7));
}

TEST(ImageFiles, AreNeverLongerThanPromised) {
  const format::Target widest{format::ImageKind::kPtx, 255, 9, format::ArchSuffix::kSpecific, 90};
  const std::string symbol(1000, '/');
  for (const std::string& name :
       image_file_names({{symbol, widest, identity(1)}, {symbol, widest, identity(2)}})) {
    EXPECT_LE(name.size(), 200U);
    EXPECT_THAT(name, EndsWith(".ptx"));
  }
}

}  // namespace
}  // namespace larder::tool
