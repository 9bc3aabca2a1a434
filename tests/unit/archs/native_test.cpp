#include "generator/archs/native.h"

#include <gtest/gtest.h>

#include <fstream>

namespace larder::archs {
namespace {

TEST(Native, ReadsComputeCapabilities) {
  EXPECT_EQ(parse_compute_capabilities("9.0\n12.0\n9.0\n"), (std::vector<std::uint32_t>{90, 120}));
  EXPECT_EQ(parse_compute_capabilities("8.6"), (std::vector<std::uint32_t>{86}));
  EXPECT_EQ(parse_compute_capabilities("[N/A]\n\n8.\n.9\n8.99\n"), std::vector<std::uint32_t>());
}

TEST(Native, NoDriverAndNoGpuAreErrors) {
  const auto asked = [](Result<nvcc::Finished> answer) {
    return native_archs([&](const std::vector<std::string>&) { return answer; }).status();
  };
  EXPECT_EQ(asked(Status(Code::kNotFound, "no nvidia-smi")).code(), Code::kUnavailable);
  EXPECT_EQ(asked(nvcc::Finished{9, "NVIDIA-SMI has failed"}).code(), Code::kUnavailable);
  EXPECT_EQ(asked(nvcc::Finished{0, "No devices were found\n"}).code(), Code::kUnavailable);
  EXPECT_TRUE(asked(nvcc::Finished{0, "9.0\n"}).ok());
}

TEST(Native, TakesWhatABuildAskedBefore) {
  const nvcc::RunProcess fails = [](const std::vector<std::string>&) {
    return Result<nvcc::Finished>(Status(Code::kNotFound, "nobody is asked"));
  };
  const std::string path = testing::TempDir() + "native-archs";
  std::ofstream(path) << "9.0\n";
  EXPECT_EQ(*native_source(path, fails)(), std::vector<std::uint32_t>{90});
  std::ofstream(path) << "No devices were found\n";
  EXPECT_EQ(native_source(path, fails)().status().code(), Code::kUnavailable);
  EXPECT_EQ(native_source(path + "-none", fails)().status().code(), Code::kNotFound);
  EXPECT_EQ(native_source("", fails)().status().code(), Code::kUnavailable);
}

}  // namespace
}  // namespace larder::archs
