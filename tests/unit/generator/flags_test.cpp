#include "generator/flags.h"

#include <gmock/gmock.h>

namespace larder::generate {
namespace {

using testing::ElementsAre;
using Flags = std::vector<std::string>;

TEST(ScanFlags, KeepsWhatDecidesHowASourceReads) {
  const Flags command = {"-Iapp.p", "-I", "../src", "-isystem",   "/opt/include",   "-DN=3",
                         "-D",      "M",  "-UX",    "-std=c++20", "-fno-exceptions"};
  EXPECT_EQ(scan_flags(command), command);
}

TEST(ScanFlags, DropsWarningsOptimisationAndOutputs) {
  const Flags command = {"-std=c++17", "-Wall", "-O3",      "-g",      "-MD",
                         "-MF",        "a.d",   "-o",       "a.o",     "-c",
                         "a.cpp",      "-fPIC", "-include", "pch.hpp", "-Winvalid-pch"};
  EXPECT_THAT(scan_flags(command), ElementsAre("-std=c++17"));
}

TEST(ScanFlags, NameTheCompilersDefaultStandard) {
  EXPECT_THAT(scan_flags(Flags{"-DX"}), ElementsAre("-std=gnu++17", "-DX"));
}

TEST(ScanFlags, DropChecksThatDeviceCodeCannotCall) {
  EXPECT_THAT(scan_flags(Flags{"-std=c++17", "-D_GLIBCXX_ASSERTIONS=1", "-D", "_GLIBCXX_ASSERTIONS",
                               "-DX"}),
              ElementsAre("-std=c++17", "-DX"));
}

TEST(ScanFlags, EndWithAFlagThatLacksItsValue) {
  EXPECT_THAT(scan_flags(Flags{"-std=c++17", "-I"}), ElementsAre("-std=c++17", "-I"));
}

TEST(DeviceFlags, UseTheStandardsThatNvccKnows) {
  EXPECT_THAT(device_flags(Flags{"-std=gnu++17"}), ElementsAre("-std=c++17"));
  EXPECT_THAT(device_flags(Flags{"-std=c++23"}), ElementsAre("-std=c++20"));
  EXPECT_THAT(device_flags(Flags{"-std=gnu++2b"}), ElementsAre("-std=c++20"));
  EXPECT_THAT(device_flags(Flags{"-std=c++20"}), ElementsAre("-std=c++20"));
}

TEST(DeviceFlags, KeepPathsAndMacrosOnly) {
  EXPECT_THAT(
      device_flags(Flags{"-std=c++17", "-fno-rtti", "-I", "-folder", "-DA", "-isystem", "b"}),
      ElementsAre("-std=c++17", "-I", "-folder", "-DA", "-isystem", "b"));
}

TEST(KeyFlags, KeepTheStandardAndTheToolkitsMacros) {
  EXPECT_THAT(key_flags(Flags{"-std=c++17", "-Isrc", "-DN=3", "-D", "__CUDA_NO_HALF_OPERATORS__",
                              "-DCUDA_API_PER_THREAD_DEFAULT_STREAM", "-UNV_X", "-D__NV_Y=1",
                              "-isystem", "CUDA_include"}),
              ElementsAre("-std=c++17", "-D__CUDA_NO_HALF_OPERATORS__",
                          "-DCUDA_API_PER_THREAD_DEFAULT_STREAM", "-UNV_X", "-D__NV_Y=1"));
}

TEST(KeyFlags, EndWithAFlagThatLacksItsValue) {
  EXPECT_THAT(key_flags(Flags{"-std=c++17", "-D"}), ElementsAre("-std=c++17"));
}

TEST(AsksForLines, WithEachOfNvccsSpellings) {
  for (const char* flag : {"-lineinfo", "--generate-line-info", "-G", "--device-debug"})
    EXPECT_TRUE(asks_for_lines(Flags{"--use_fast_math", flag})) << flag;
  EXPECT_FALSE(asks_for_lines(Flags{"-O3", "-g"}));
}

}  // namespace
}  // namespace larder::generate
