#include "generator/archs/known.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace larder::archs {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

nvcc::RunProcess answers(const Result<nvcc::Finished>& answer) {
  return [answer](const std::vector<std::string>&) { return answer; };
}

TEST(KnownArchs, AreReadFromNvccsList) {
  EXPECT_THAT(parse_known_archs("compute_90\ncompute_75\ncompute_100\ncompute_90\n"),
              ElementsAre(75, 90, 100));
  EXPECT_THAT(parse_known_archs("sm_90"), IsEmpty());
}

TEST(KnownArchs, AreThoseOfNvccOrOfCuda13) {
  EXPECT_THAT(*known_archs("nvcc", answers(nvcc::Finished{0, "compute_60\n"})), ElementsAre(60));
  EXPECT_THAT(*known_archs("", answers(Status(Code::kNotFound, "nobody is asked"))), Contains(90));
}

TEST(KnownArchs, AnNvccThatKnowsNoneIsAnError) {
  const auto asked = [](const Result<nvcc::Finished>& answer) {
    return known_archs("nvcc", answers(answer)).status();
  };
  EXPECT_EQ(asked(Status(Code::kNotFound, "not there")).message(), "not there");
  EXPECT_EQ(asked(nvcc::Finished{0, ""}).code(), Code::kUnsupported);
  EXPECT_THAT(asked(nvcc::Finished{1, "Unknown option '-list-gpu-arch'"}).message(),
              HasSubstr("does not answer as that of nvcc 11.5 or later does:\nUnknown option"));
}

}  // namespace
}  // namespace larder::archs
