#include "runtime/tool/architecture.h"

#include <gtest/gtest.h>

namespace larder::tool {
namespace {

TEST(Architecture, IsReadAsNvccWritesIt) {
  for (const auto& [text, expected] : {std::pair{"90", "sm_90"},
                                       {"90a", "sm_90a"},
                                       {"100f", "sm_100f"},
                                       {"sm_86", "sm_86"},
                                       {"sm_120a", "sm_120a"}}) {
    const Result<format::Target> target = parse_architecture(text);
    ASSERT_TRUE(target.ok()) << target.status().text();
    EXPECT_EQ(target->text(), expected);
    EXPECT_TRUE(format::is_valid(*target));
  }
}

TEST(Architecture, ThatIsNoneIsRefused) {
  for (const char* text : {"", "9", "a", "sm_", "90b", "90aa", "9.0", "compute_90", "-90", "+90",
                           "90 ", " 90", "sm_sm_90", "99999", "2560", "90;80", "05"}) {
    const Status status = parse_architecture(text).status();
    EXPECT_EQ(status.code(), Code::kInvalidArgument) << text;
    EXPECT_TRUE(
        status.message().starts_with("\"" + std::string(text) + "\" is not an architecture"));
  }
}

TEST(CapabilityText, IsReadWithAndWithoutPoint) {
  for (const char* text : {"8.6", "86", "sm_86"}) {
    const Result<Capability> capability = parse_capability(text);
    ASSERT_TRUE(capability.ok()) << capability.status().text();
    EXPECT_EQ(capability->major, 8);
    EXPECT_EQ(capability->minor, 6);
  }
  EXPECT_EQ(parse_capability("12.1")->major, 12);
  EXPECT_EQ(parse_capability("121")->minor, 1);
}

TEST(CapabilityText, WithALetterIsRefusedWithWhatToWrite) {
  for (const char* text : {"9.0a", "90a", "sm_90f"}) {
    EXPECT_EQ(parse_capability(text).status().message(),
              "\"" + std::string(text) + "\" is a target of code; a GPU has no letter: write 9.0");
  }
}

TEST(CapabilityText, ThatIsNoneIsRefused) {
  for (const char* text : {"", "8", "8.", ".6", ".86", "8.60", "8.6.1", "8,6", "a", "9.0b", "-8.6",
                           "8.-6", "eight", "99.99", "2559.9"}) {
    const Status status = parse_capability(text).status();
    EXPECT_EQ(status.code(), Code::kInvalidArgument) << text;
    EXPECT_TRUE(status.message().ends_with("write it as 8.6, or as 86")) << status.message();
  }
}

}  // namespace
}  // namespace larder::tool
