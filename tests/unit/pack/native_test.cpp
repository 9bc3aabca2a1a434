#include "generator/pack/native.h"

#include <gtest/gtest.h>

namespace larder::pack {
namespace {

TEST(Native, ReadsComputeCapabilities) {
  EXPECT_EQ(parse_compute_capabilities("9.0\n12.0\n9.0\n"), (std::vector<unsigned>{90, 120}));
  EXPECT_EQ(parse_compute_capabilities("8.6"), (std::vector<unsigned>{86}));
  EXPECT_EQ(parse_compute_capabilities("[N/A]\n\n8.\n.9\n8.99\n"), std::vector<unsigned>());
}

TEST(Native, NoDriverAndNoGpuAreErrors) {
  const auto asked = [](Result<Finished> answer) {
    return native_archs([&](const std::vector<std::string>&) { return answer; }).status();
  };
  EXPECT_EQ(asked(Status(Code::kNotFound, "no nvidia-smi")).code(), Code::kUnavailable);
  EXPECT_EQ(asked(Finished{9, "NVIDIA-SMI has failed"}).code(), Code::kUnavailable);
  EXPECT_EQ(asked(Finished{0, "No devices were found\n"}).code(), Code::kUnavailable);
  EXPECT_TRUE(asked(Finished{0, "9.0\n"}).ok());
}

}  // namespace
}  // namespace larder::pack
