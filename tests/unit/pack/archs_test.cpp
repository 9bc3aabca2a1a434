#include "generator/pack/archs.h"

#include <gtest/gtest.h>

namespace larder::pack {
namespace {

const std::vector<unsigned> kKnown = {75, 80, 86, 90, 100, 103, 110, 120, 121};

Result<std::vector<unsigned>> no_gpu() { return Status(Code::kUnavailable, "no driver"); }

// "75 80r 90av": each architecture, with r for real only and v for virtual only.
std::string text(const std::vector<ArchRequest>& requests) {
  std::string result;
  for (const ArchRequest& request : requests) {
    result += (result.empty() ? "" : " ") + request.arch.text();
    if (!request.ptx) result += "r";
    if (!request.real) result += "v";
  }
  return result;
}

std::string resolved(std::string_view spec, const NativeArchs& native = no_gpu) {
  const Result<std::vector<ArchRequest>> requests = resolve_archs(spec, kKnown, native);
  return requests ? text(*requests) : "error: " + requests.status().message();
}

TEST(Archs, TakesNumbersWithAndWithoutSuffixes) {
  EXPECT_EQ(resolved("75"), "75");
  EXPECT_EQ(resolved("120;75-real;90-virtual"), "75r 90v 120");
  EXPECT_EQ(resolved("90a;100f-real;103a-virtual"), "90a 100fr 103av");
}

TEST(Archs, JoinsWhatNamesTheSameArchitecture) {
  EXPECT_EQ(resolved("80-real;80-virtual;80-real"), "80");
  EXPECT_EQ(resolved("all-major;120-virtual"), resolved("all-major"));
}

TEST(Archs, AllMajorHasTheOldestAndPtxForTheNewestMajor) {
  EXPECT_EQ(resolved("all-major"), "75r 80r 90r 100r 110r 120");
  EXPECT_EQ(resolved("all"), "75r 80r 86r 90r 100r 103r 110r 120 121r");
}

TEST(Archs, NativeAsksForTheGpusOfThisMachine) {
  EXPECT_EQ(resolved("native", [] { return std::vector<unsigned>{90, 80}; }), "80r 90r");
  EXPECT_NE(resolved("native").find("no driver"), std::string::npos);
  EXPECT_NE(resolved("native", [] { return std::vector<unsigned>{61}; }).find("\"61\""),
            std::string::npos);
}

TEST(Archs, AnUnknownArchitectureIsAnErrorThatNamesTheKnown) {
  const std::string message = resolved("80;77");
  EXPECT_NE(message.find("unknown GPU architecture \"77\""), std::string::npos) << message;
  EXPECT_NE(message.find("75, 80, 86, 90, 100, 103, 110, 120, 121"), std::string::npos) << message;
}

TEST(Archs, RefusesWhatIsNoArchitecture) {
  for (const char* spec :
       {"", ";", "80;", "80,90", " 80", "-80", "+80", "80-", "80-Real", "80b", "80-real-virtual",
        "sm_80", "all-Major", "99999999999999999999", "a", "80aa", "80-reala"}) {
    EXPECT_TRUE(resolved(spec).starts_with("error: unknown GPU architecture")) << spec;
  }
}

TEST(Archs, SpecialFeaturesExistFromCertainArchitecturesOn) {
  EXPECT_TRUE(resolved("80a").starts_with("error: GPU architecture \"80a\""));
  EXPECT_TRUE(resolved("90f").starts_with("error: GPU architecture \"90f\""));
}

TEST(Archs, WithoutKnownOnesAnyNumberIsTakenAndWordsAreNot) {
  const auto requests = resolve_archs("77;130a-real", {}, {});
  ASSERT_TRUE(requests.ok());
  EXPECT_EQ(text(*requests), "77 130ar");
  EXPECT_FALSE(resolve_archs("all-major", {}, {}).ok());
  EXPECT_FALSE(resolve_archs("native", {}, {}).ok());
}

}  // namespace
}  // namespace larder::pack
