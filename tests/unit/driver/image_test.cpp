// Loading and looking up, through libraries and through modules: the same tests for both.
#include "runtime/driver/image.h"

#include <gtest/gtest.h>

#include <cstring>
#include <string>
#include <string_view>

#include "tests/support/fake_cuda.h"
#include "tests/support/sample_elf.h"

namespace larder::inline v1::driver {
namespace {

using tests::FakeCuda;
using tests::FakeDriver;

std::span<const std::byte> bytes(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

// With its terminating null, since the stand-in reads all images as text.
constexpr std::string_view kBinary("kernel:f kernel:g:1024 variable:v:16\0", 37);

class DriverImage : public testing::TestWithParam<FakeDriver> {
 protected:
  void SetUp() override {
    const auto driver = Driver::open();
    ASSERT_TRUE(driver.ok()) << driver.status().text();
    context_ = *PrimaryContext::retain(*driver, (*driver)->devices()->front());
  }
  /// The name of the stand-in's function for libraries or for modules.
  [[nodiscard]] std::string by_kind(const char* library, const char* module) const {
    return GetParam() == FakeDriver::kToday ? library : module;
  }
  [[nodiscard]] std::string loader() const {
    return by_kind("cuLibraryLoadData", "cuModuleLoadDataEx");
  }

  FakeCuda cuda_{"", GetParam()};
  std::shared_ptr<const PrimaryContext> context_;
};

TEST_P(DriverImage, FindsKernelsAndVariables) {
  const auto image = Image::load_binary(context_, bytes(kBinary));
  ASSERT_TRUE(image.ok()) << image.status().text();
  EXPECT_TRUE((*image)->contains("f").ok());
  EXPECT_TRUE((*image)->function("g").ok());
  const auto variable = (*image)->variable("v");
  ASSERT_TRUE(variable.ok());
  EXPECT_EQ(variable->size, 16u);
  EXPECT_EQ(cuda_.count(loader()), 1);
  EXPECT_EQ(cuda_.context_depth(), 0u);
}

TEST_P(DriverImage, WhatIsNotThereIsNotFound) {
  const auto image = Image::load_binary(context_, bytes(kBinary));
  ASSERT_TRUE(image.ok());
  EXPECT_EQ((*image)->contains("h").code(), Code::kNotFound);
  EXPECT_EQ((*image)->variable("w").status().code(), Code::kNotFound);
  EXPECT_EQ((*image)->function("h").status().message(),
            by_kind("cuLibraryGetKernel", "cuModuleGetFunction") +
                " h: CUDA_ERROR_NOT_FOUND (named symbol not found)");
}

TEST_P(DriverImage, DriverIsAskedForVariablesThatAreThereOnly) {
  const auto image = Image::load_binary(context_, tests::elf_with_symbols({"v"}, {"f"}));
  ASSERT_TRUE(image.ok()) << image.status().text();
  const std::string asked = by_kind("cuLibraryGetGlobal", "cuModuleGetGlobal");
  EXPECT_EQ((*image)->variable("w").status().text(), "not found: no variable w");
  EXPECT_EQ((*image)->variable("f").status().code(), Code::kNotFound);
  EXPECT_EQ(cuda_.count(asked), 0);
  EXPECT_FALSE((*image)->variable("v").ok());  // the stand-in reads text, and has none
  EXPECT_EQ(cuda_.count(asked), 1);
}

TEST_P(DriverImage, IsUnloaded) {
  {
    const auto image = Image::load_binary(context_, bytes(kBinary));
  }
  EXPECT_EQ(cuda_.count(by_kind("cuLibraryUnload", "cuModuleUnload")), 1);
  EXPECT_EQ(cuda_.alive(), 1u);  // the context
}

TEST_P(DriverImage, PtxNeedsNoNullCharacter) {
  const std::string_view text = "kernel:f and no more";
  const auto image = Image::load_ptx(context_, bytes(text.substr(0, 8)));
  ASSERT_TRUE(image.ok());
  EXPECT_TRUE((*image)->contains("f").ok());
}

TEST_P(DriverImage, LoadFailureIsReported) {
  cuda_.script("fail=" + loader() + ":209");
  EXPECT_EQ(Image::load_binary(context_, bytes(kBinary)).status().text(),
            "unsupported: " + loader() +
                ": CUDA_ERROR_NO_BINARY_FOR_GPU (no kernel image is available for execution); "
                "rebuild the cache for this device's architecture");
}

TEST_P(DriverImage, PtxFailureCarriesTheCompilersLog) {
  cuda_.script("fail=" + loader() + ":218");
  EXPECT_EQ(Image::load_ptx(context_, bytes("kernel:f")).status().text(),
            "corrupt: " + loader() +
                ": CUDA_ERROR_INVALID_PTX (a PTX JIT compilation failed); the driver does not take "
                "the PTX: rebuild the cache; the driver's compiler: ptxas: line 1 is wrong");
}

TEST_P(DriverImage, WithoutContextNothingIsLoaded) {
  cuda_.script("fail=cuCtxPushCurrent:201");
  EXPECT_FALSE(Image::load_binary(context_, bytes(kBinary)).ok());
  EXPECT_EQ(cuda_.count(loader()), 0);
}

TEST_P(DriverImage, LibrariesLoadKernelsLazily) {
  const auto image = Image::load_binary(context_, bytes(kBinary));
  ASSERT_TRUE((*image)->contains("f").ok());
  EXPECT_EQ(cuda_.count("cuKernelGetFunction"), 0);
  ASSERT_TRUE((*image)->function("f").ok());
  EXPECT_EQ(cuda_.count("cuKernelGetFunction"), GetParam() == FakeDriver::kToday ? 1 : 0);
}

INSTANTIATE_TEST_SUITE_P(Drivers, DriverImage,
                         testing::Values(FakeDriver::kToday, FakeDriver::kModulesOnly),
                         [](const auto& info) {
                           return info.param == FakeDriver::kToday ? "Libraries" : "Modules";
                         });

}  // namespace
}  // namespace larder::inline v1::driver
