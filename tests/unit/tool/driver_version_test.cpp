#include "runtime/tool/driver_version.h"

#include <gtest/gtest.h>

namespace larder::tool {
namespace {

TEST(DriverVersionText, OfABranchIsTheNewestCudaOfThatBranch) {
  for (const auto& [text, cuda] : {std::pair{"450", 11000},
                                   {"450.80.02", 11000},
                                   {"470.256.02", 11040},
                                   {"495", 11050},
                                   {"520.61.05", 11080},
                                   {"535.183.01", 12020},
                                   {"550", 12040},
                                   {"550.54.14", 12040},
                                   {"565.57.01", 12070},
                                   {"580.65.06", 13000},
                                   {"590.44.01", 13010},
                                   {"595.58.03", 13020},
                                   {"610.43.02", 13030}}) {
    const Result<DriverVersion> version = parse_driver_version(text);
    ASSERT_TRUE(version.ok()) << version.status().text();
    EXPECT_EQ(version->cuda_version, cuda) << text;
    EXPECT_FALSE(version->assumed);
  }
  EXPECT_EQ(parse_driver_version("550.54.14")->note,
            "driver 550.54.14 is of branch 550, which knows CUDA 12.4");
}

TEST(DriverVersionText, BetweenTwoBranchesCountsAsTheOlder) {
  const DriverVersion version = *parse_driver_version("549.1");
  EXPECT_EQ(version.cuda_version, 12030);
  EXPECT_EQ(version.note, "driver 549.1 counts as branch 545, which knows CUDA 12.3");
  EXPECT_EQ(parse_driver_version("451")->cuda_version, 11000);
  EXPECT_EQ(parse_driver_version("494")->cuda_version, 11040);
}

TEST(DriverVersionText, LaterThanAllBranchesCountsAsTheLast) {
  EXPECT_EQ(parse_driver_version("9999")->cuda_version, assumed_driver_version().cuda_version);
  EXPECT_EQ(parse_driver_version("700.1")->note,
            "driver 700.1 is later than all branches known here and counts as branch 610, which "
            "knows CUDA 13.3");
}

TEST(DriverVersionText, OfCudaIsThatVersion) {
  EXPECT_EQ(parse_driver_version("12.4")->cuda_version, 12040);
  EXPECT_EQ(parse_driver_version("11.0")->cuda_version, 11000);
  EXPECT_EQ(parse_driver_version("14.2")->cuda_version, 14020);
  EXPECT_EQ(parse_driver_version("12.4")->note, "the driver is said to know CUDA 12.4");
}

TEST(DriverVersionText, OlderThanAllBranchesIsRefused) {
  for (const char* text : {"449", "440.33.01", "100", "10.2", "1.0"}) {
    const Status status = parse_driver_version(text).status();
    EXPECT_EQ(status.code(), Code::kUnsupported) << text;
    EXPECT_NE(status.message().find("is older than branch 450 (CUDA 11.0)"), std::string::npos);
  }
}

TEST(DriverVersionText, ThatIsNoneIsRefused) {
  for (const char* text : {"", "12", "99", "12.4.1", "12.100", "550.", ".550", "550..1", "550a",
                           "-550", "12.-4", "12.4 ", "55000", "latest"}) {
    EXPECT_EQ(parse_driver_version(text).status().code(), Code::kInvalidArgument) << text;
  }
}

TEST(DriverVersionText, OfNothingIsAssumed) {
  EXPECT_TRUE(assumed_driver_version().assumed);
  EXPECT_EQ(assumed_driver_version().cuda_version, 13030);
  EXPECT_EQ(assumed_driver_version().note,
            "the driver is assumed to know CUDA 13.3, the newest that is known here; name another "
            "with --driver");
}

}  // namespace
}  // namespace larder::tool
