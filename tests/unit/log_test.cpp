#include "runtime/log.h"

#include <gtest/gtest.h>

#include "tests/support/environment.h"
#include "tests/support/fake_cuda.h"
#include "tests/unit/device/program.h"

namespace larder {
namespace {

using tests::ScopedVariable;

TEST(Log, LevelsByWord) {
  EXPECT_EQ(log::parse_level("off"), log::Level::kOff);
  EXPECT_EQ(log::parse_level("warn"), log::Level::kWarn);
  EXPECT_EQ(log::parse_level("info"), log::Level::kInfo);
  EXPECT_EQ(log::parse_level("debug"), log::Level::kDebug);
  EXPECT_EQ(log::parse_level(""), log::Level::kWarn);
  EXPECT_EQ(log::parse_level("loud"), std::nullopt);
  EXPECT_EQ(log::parse_level("Debug"), std::nullopt);
}

std::string written(const char* level) {
  const ScopedVariable variable("LARDER_LOG", level);
  testing::internal::CaptureStderr();
  log::write(log::Level::kWarn, "warning");
  log::write(log::Level::kInfo, "information");
  log::write(log::Level::kDebug, "detail");
  return testing::internal::GetCapturedStderr();
}

TEST(Log, WritesWhatIsAskedFor) {
  EXPECT_EQ(written("off"), "");
  EXPECT_EQ(written("warn"), "larder: warning\n");
  EXPECT_EQ(written("info"), "larder: warning\nlarder: information\n");
  EXPECT_EQ(written("debug"), "larder: warning\nlarder: information\nlarder: detail\n");
}

/// Opens a device twice, in a process of its own: whether something was told is remembered there.
void open_twice_and_exit(const char* level) {
  const ScopedVariable nowhere("LARDER_LIBCUDA", "/nowhere/libcuda.so.1");
  const ScopedVariable unset("LARDER_DEVICE", std::nullopt);
  const ScopedVariable variable("LARDER_LOG", level);
  for (int i = 0; i < 2; ++i) static_cast<void>(Device::open());
  std::fputs("end\n", stderr);
  std::exit(0);
}

const char* const kFallback =
    "larder: running on the CPU: no CUDA driver \\(/nowhere/libcuda.so.1: cannot open shared "
    "object file: No such file or directory\\); install NVIDIA's driver to use a GPU\n";

class LogOfOpening : public testing::Test {
 protected:
  void SetUp() override { GTEST_FLAG_SET(death_test_style, "threadsafe"); }
};

TEST_F(LogOfOpening, FallbackIsToldOncePerProcess) {
  EXPECT_EXIT(open_twice_and_exit("warn"), testing::ExitedWithCode(0),
              std::string("^") + kFallback + "end\n$");
}

TEST_F(LogOfOpening, EveryDecisionIsToldWhereItIsAskedFor) {
  EXPECT_EXIT(open_twice_and_exit("info"), testing::ExitedWithCode(0),
              std::string("^") + kFallback + kFallback + "end\n$");
}

TEST(LogOfOpeningCpu, DebugNamesEachPlaceThatWasLookedAtAndInfoTheIndexThatWasTaken) {
  const tests::Program program;
  format::CacheInput input = tests::cache_input({tests::sass(9, 0)});
  input.images.push_back(format::cpu_record());
  for (format::KernelInput& kernel : input.kernels) kernel.uses.push_back({1, 0, 0, 0});
  const tests::DiskCache cache(input);
  const ScopedVariable cpu("LARDER_DEVICE", "cpu");
  const auto said = [&](const char* level, const std::string& named) {
    const ScopedVariable first("LARDER_CACHE", named);
    const ScopedVariable variable("LARDER_LOG", level);
    testing::internal::CaptureStderr();
    static_cast<void>(Device::open());
    return testing::internal::GetCapturedStderr();
  };
  const std::string places = cache.folder() + ":" + cache.index();
  const std::string hit = "hit: scale, poly, nothing, weigh: CPU variant of index " + cache.index();
  EXPECT_NE(said("info", places).find(hit + "\n"), std::string::npos) << said("info", places);
  EXPECT_EQ(said("info", places).find("not there"), std::string::npos);
  const std::string debug = said("debug", places);
  EXPECT_NE(debug.find(": " + cache.folder() + "/unit_tests.larder: not there\n"), debug.npos)
      << debug;
  EXPECT_NE(debug.find(": " + cache.index() + ": taken\n"), debug.npos) << debug;
  EXPECT_NE(debug.find(hit + "\n"), debug.npos) << debug;
}

TEST_F(LogOfOpening, OffIsSilent) {
  EXPECT_EXIT(open_twice_and_exit("off"), testing::ExitedWithCode(0), "^end\n$");
}

TEST(LogOfOpeningCpu, AskedForCpuIsNoFallback) {
  const ScopedVariable unset("LARDER_DEVICE", std::nullopt);
  const ScopedVariable variable("LARDER_LOG", "warn");
  testing::internal::CaptureStderr();
  Options options;
  options.policy = Policy::kCpu;
  const Device device = Device::open(options);
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST(LogOfOpeningGpu, ErrorUnderRequireGpuIsTold) {
  const ScopedVariable nowhere("LARDER_LIBCUDA", "/nowhere/libcuda.so.1");
  const ScopedVariable required("LARDER_DEVICE", "gpu");
  const ScopedVariable variable("LARDER_LOG", "warn");
  testing::internal::CaptureStderr();
  const Device device = Device::open();
  EXPECT_EQ(testing::internal::GetCapturedStderr().find(
                "larder: unavailable: a GPU is required (LARDER_DEVICE=gpu): no CUDA driver"),
            0u);
}

}  // namespace
}  // namespace larder
