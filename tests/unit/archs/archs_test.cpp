#include "generator/archs/archs.h"

#include <gtest/gtest.h>

namespace larder::archs {
namespace {

const std::vector<std::uint32_t> kKnown = {75, 80, 86, 90, 100, 103, 110, 120, 121};

Result<std::vector<std::uint32_t>> no_gpu() { return Status(Code::kUnavailable, "no driver"); }

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

std::string resolved(const std::vector<std::string>& lists, const NativeArchs& native = no_gpu) {
  const Result<std::vector<ArchRequest>> requests = resolve_archs(lists, kKnown, native);
  return requests ? text(*requests) : "error: " + requests.status().message();
}

TEST(Archs, TakesNumbersWithAndWithoutSuffixes) {
  EXPECT_EQ(resolved({"75"}), "75");
  EXPECT_EQ(resolved({"120;75-real;90-virtual"}), "75r 90v 120");
  EXPECT_EQ(resolved({"90a;100f-real;103a-virtual"}), "90a 100fr 103av");
}

TEST(Archs, JoinsWhatNamesTheSameArchitecture) {
  EXPECT_EQ(resolved({"80-real;80-virtual;80-real"}), "80");
  EXPECT_EQ(resolved({"all-major;120-virtual"}), resolved({"all-major"}));
}

TEST(Archs, AllMajorHasTheOldestAndPtxForTheNewestMajor) {
  EXPECT_EQ(resolved({"all-major"}), "75r 80r 90r 100r 110r 120");
  EXPECT_EQ(resolved({"all"}), "75r 80r 86r 90r 100r 103r 110r 120 121r");
}

TEST(Archs, NativeAsksForTheGpusOfThisMachine) {
  EXPECT_EQ(resolved({"native"}, [] { return std::vector<std::uint32_t>{90, 80}; }), "80r 90r");
  EXPECT_NE(resolved({"native"}).find("no driver"), std::string::npos);
  EXPECT_NE(resolved({"native"}, [] { return std::vector<std::uint32_t>{61}; }).find("\"61\""),
            std::string::npos);
}

TEST(Archs, AnUnknownArchitectureIsAnErrorThatNamesTheKnown) {
  const std::string message = resolved({"80;77"});
  EXPECT_NE(message.find("unknown GPU architecture \"77\""), std::string::npos) << message;
  EXPECT_NE(message.find("75, 80, 86, 90, 100, 103, 110, 120, 121"), std::string::npos) << message;
}

TEST(Archs, RefusesWhatIsNoArchitecture) {
  for (const char* spec : {"", ";", "80;", "80,", " 80", "80 90", "-80", "+80", "80-", "80-Real",
                           "80b", "80-real-virtual", "80-major", "all-Major",
                           "99999999999999999999", "a", "80aa", "80-reala"}) {
    EXPECT_TRUE(resolved({spec}).starts_with("error: unknown GPU architecture")) << spec;
  }
}

TEST(Archs, SpecialFeaturesExistFromCertainArchitecturesOn) {
  EXPECT_TRUE(resolved({"80a"}).starts_with("error: GPU architecture \"80a\""));
  EXPECT_TRUE(resolved({"90f"}).starts_with("error: GPU architecture \"90f\""));
}

TEST(Archs, TakesCommasAndSeveralLists) {
  EXPECT_EQ(resolved({"80,90-real"}), "80 90r");
  EXPECT_EQ(resolved({"80", "75-real;90", "80"}), "75r 80 90");
}

TEST(Archs, SaysWhatToWriteForNvccsNames) {
  EXPECT_EQ(resolved({"sm_90"}), "error: unknown GPU architecture \"sm_90\": write 90");
  EXPECT_EQ(resolved({"compute_90a"}),
            "error: unknown GPU architecture \"compute_90a\": write 90a");
}

TEST(Archs, CapabilitiesAreTheNumbers) {
  const auto numbers = [](const std::vector<std::string>& lists) {
    return capabilities(*resolve_archs(lists, kKnown, no_gpu));
  };
  EXPECT_EQ(numbers({"90a-real;75;90-virtual;100f"}), (std::vector<std::uint32_t>{75, 90, 100}));
  EXPECT_EQ(numbers({"all"}), kKnown);
}

}  // namespace
}  // namespace larder::archs
