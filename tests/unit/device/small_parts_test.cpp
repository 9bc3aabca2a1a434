// The parts of a device that are a function each.
#include <dlfcn.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <filesystem>

#include "larder/report.h"
#include "runtime/engine/fill_pattern.h"
#include "runtime/kernels/module_file.h"

namespace larder {
namespace {

using engine::FillPattern;
using kernels::module_file;
using kernels::same_module;

const int in_the_program = 1;

TEST(ModuleFile, ProgramIsFoundWhereverItWasStartedFrom) {
  const std::string self = std::filesystem::canonical("/proc/self/exe").string();
  EXPECT_EQ(module_file(&in_the_program), self);
  const auto folder = std::filesystem::current_path();
  std::filesystem::current_path("/");
  EXPECT_EQ(module_file(&in_the_program), self);
  std::filesystem::current_path(folder);
}

TEST(ModuleFile, LibraryIsFound) {
  const std::string file = module_file(dlsym(RTLD_DEFAULT, "cos"));
  EXPECT_EQ(file.front(), '/');
  EXPECT_NE(file.find("libm"), std::string::npos) << file;
}

TEST(ModuleFile, MemoryOfNoFileHasNone) {
  int local = 0;
  EXPECT_EQ(module_file(&local), "");
}

TEST(SameModule, IsTheProgramOrOneLibrary) {
  static const int also_in_the_program = 2;
  const void* library = dlsym(RTLD_DEFAULT, "cos");
  EXPECT_TRUE(same_module(&in_the_program, &also_in_the_program));
  EXPECT_TRUE(same_module(library, dlsym(RTLD_DEFAULT, "sin")));
  EXPECT_FALSE(same_module(&in_the_program, library));
}

TEST(SameModule, IsTakenForSuchWhereTheSystemDoesNotSay) {
  const int local = 0;
  EXPECT_TRUE(same_module(&local, &in_the_program));
  EXPECT_TRUE(same_module(&in_the_program, &local));
}

template <class T>
FillPattern pattern(const T& value, std::uintptr_t address = 256) {
  // NOLINTNEXTLINE(performance-no-int-to-ptr): only its alignment is looked at
  return engine::fill_pattern(reinterpret_cast<const void*>(address), &value, sizeof value);
}

TEST(FillPattern, NarrowestUnit) {
  EXPECT_EQ(pattern(0.0).width, 1);
  EXPECT_EQ(pattern(std::uint32_t{0x05050505}).width, 1);
  EXPECT_EQ(pattern(std::uint32_t{0x05050505}).bits, 5u);
  EXPECT_EQ(pattern(std::uint32_t{0x12341234}).width, 2);
  EXPECT_EQ(pattern(std::uint32_t{0x12341234}).bits, 0x1234u);
  EXPECT_EQ(pattern(std::uint64_t{0x1234567812345678}).width, 4);
  EXPECT_EQ(pattern(std::uint64_t{0x1234567812345678}).bits, 0x12345678u);
  EXPECT_EQ(pattern(3.25).width, 0);
}

TEST(FillPattern, AddressMustBeAligned) {
  EXPECT_EQ(pattern(std::uint32_t{0x12345678}, 4).width, 4);
  EXPECT_EQ(pattern(std::uint32_t{0x12345678}, 6).width, 0);
  EXPECT_EQ(pattern(std::uint16_t{0x1234}, 3).width, 0);
  EXPECT_EQ(pattern(std::uint16_t{0}, 3).width, 1);
}

TEST(FillPattern, OddSizes) {
  struct Three {
    unsigned char bytes[3];
  };
  EXPECT_EQ(pattern(Three{{1, 2, 1}}).width, 0);
  EXPECT_EQ(pattern(Three{{7, 7, 7}}).width, 1);
}

TEST(Report, TextIsTheDecisionAndItsReasons) {
  EXPECT_EQ((Report{Backend::kGpu, {}}).text(), "running on the GPU");
  EXPECT_EQ((Report{Backend::kGpu, {"no driver"}, false}).text(), "not running: no driver");
  EXPECT_EQ((Report{Backend::kCpu, {"no driver", "index a"}}).text(),
            "running on the CPU: no driver\n  index a");
}

}  // namespace
}  // namespace larder
