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
  EXPECT_THAT(scan_flags(Flags{"-std=c++17", "-D_GLIBCXX_ASSERTIONS=1", "-D",
                               "_GLIBCXX_ASSERTIONS", "-DX"}),
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

}  // namespace
}  // namespace larder::generate
