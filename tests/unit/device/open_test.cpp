// Opening a device: every way in which it ends on the CPU, and with which reason.
#include "runtime/device/open.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "tests/support/fake_cuda.h"
#include "tests/unit/device/program.h"

namespace larder {
namespace {

using testing::HasSubstr;
using tests::DiskCache;
using tests::FakeCuda;
using tests::FakeDriver;
using tests::open_device;
using tests::Program;
using tests::ptx;
using tests::sass;
using tests::ScopedVariable;

const char* const kFake = "Fake GPU 0 (device 0, compute capability 9.0, driver for CUDA 13.0)";

Options with_ordinal(int ordinal) {
  Options options;
  options.ordinal = ordinal;
  return options;
}

/// A device on the CPU, which nothing was launched on; its reasons.
std::vector<std::string> reasons_for_cpu() {
  const Device device = open_device();
  EXPECT_EQ(device.backend(), Backend::kCpu) << device.report().text();
  EXPECT_TRUE(device.status().ok());
  return device.report().reasons;
}

TEST(Open, NoDriver) {
  const ScopedVariable nowhere("LARDER_LIBCUDA", "/nowhere/libcuda.so.1");
  const Program program;
  EXPECT_EQ(open_device().report().text(),
            "running on the CPU: no CUDA driver (/nowhere/libcuda.so.1: cannot open shared object "
            "file: No such file or directory); install NVIDIA's driver to use a GPU");
}

TEST(Open, DriverTooOld) {
  const FakeCuda cuda("", FakeDriver::kAncient);
  EXPECT_THAT(reasons_for_cpu().front(), HasSubstr("CUDA driver too old"));
}

TEST(Open, NoDevice) {
  const FakeCuda cuda("devices=0");
  EXPECT_THAT(reasons_for_cpu().front(), HasSubstr("no CUDA device (cuInit"));
}

TEST(Open, DriverThatCannotStart) {
  const FakeCuda cuda("fail=cuInit:803");
  EXPECT_THAT(reasons_for_cpu().front(), HasSubstr("the CUDA driver cannot start"));
}

TEST(Open, NoCacheNamesTheFirstPathsTriedAndHowManyMore) {
  const FakeCuda cuda;
  const Program program;
  const ScopedVariable cache("LARDER_CACHE", "/nowhere/program.larder");
  const auto reasons = reasons_for_cpu();
  ASSERT_EQ(reasons.size(), 2u);
  EXPECT_THAT(reasons[0], HasSubstr("no image of scale, poly, nothing, weigh: no cache; tried "
                                    "/nowhere/program.larder, "));
  EXPECT_TRUE(std::regex_search(
      reasons[0],
      std::regex("\\.larder and \\d+ more places; `larder explain` and LARDER_LOG=debug name them; "
                 "larder-pack makes it in the build ")))
      << reasons[0];
  EXPECT_EQ(reasons[1], std::string("not used: ") + kFake);
}

TEST(Open, ArchitectureNotPresent) {
  const FakeCuda cuda;
  const Program program;
  const DiskCache cache({sass(8, 0), sass(10, 0), ptx(12, 0, 90)});
  EXPECT_EQ(reasons_for_cpu().front(),
            "no image of scale, poly, nothing, weigh for sm_90; present: sm_80, sm_100, "
            "compute_120 (PTX 9.0); build the cache for architecture 90 too");
}

TEST(Open, PtxTooNew) {
  const FakeCuda cuda("driver=12040");
  const Program program;
  const DiskCache cache({ptx(8, 0, 90)});
  EXPECT_THAT(reasons_for_cpu().front(),
              HasSubstr("compute_80 (PTX 9.0) needs a driver for CUDA 13.0 or later, this one is "
                        "for CUDA 12.4: update it"));
}

TEST(Open, WhatACacheSaysOfItselfReachesNoTerminalAsItIs) {
  const FakeCuda cuda;
  const Program program;
  format::CacheInput input = tests::cache_input({sass(9, 0)});
  input.producer = "\x1b[31mred\nlarder: all is well";
  input.toolchain = "nvcc\x7f\xc2\x9b";
  const DiskCache cache(input);
  const std::string text = open_device().report().text();
  EXPECT_THAT(text, HasSubstr("index " + cache.index() +
                              " (\\x1b[31mred\\x0alarder: all is well, "
                              "nvcc\\x7f\\xc2\\x9b)"));
}

TEST(Open, StaleCache) {
  const FakeCuda cuda;
  const Program program;
  format::CacheInput input = tests::cache_input({sass(9, 0)});
  input.kernels[0].key.bytes.fill(99);
  const DiskCache cache(input);
  EXPECT_EQ(reasons_for_cpu().front(),
            "no image of scale: index " + cache.index() +
                " is stale: it was made from other code of this kernel; build the cache again, "
                "together with the program");
}

TEST(Open, CacheOfAnotherProgram) {
  const FakeCuda cuda;
  const Program program;
  format::CacheInput input = tests::cache_input({sass(9, 0)});
  input.kernels.erase(input.kernels.begin() + 1);
  const DiskCache cache(input);
  EXPECT_EQ(reasons_for_cpu().front(),
            "no image of poly: index " + cache.index() + " does not have it");
}

TEST(Open, EveryDamageOfTheIndexIsNoticed) {
  const FakeCuda cuda;
  const Program program;
  for (const long offset : {0L, 9L, 40L, -1L}) {
    const DiskCache cache({sass(9, 0)});
    DiskCache::damage(cache.index(), offset);
    EXPECT_THAT(reasons_for_cpu().front(), HasSubstr(cache.index())) << offset;
    EXPECT_EQ(cuda.count("cuLibraryLoadData"), 0);
  }
}

TEST(Open, DamagedDataIsNeverLoaded) {
  const FakeCuda cuda;
  const Program program;
  const DiskCache cache({sass(9, 0)});
  DiskCache::damage(cache.data(), -5);
  const auto reasons = reasons_for_cpu();
  EXPECT_THAT(reasons[0], HasSubstr(cache.data()));
  EXPECT_EQ(reasons[1], std::string("not used: ") + kFake);
  EXPECT_EQ(cuda.count("cuLibraryLoadData"), 0);
  EXPECT_EQ(cuda.alive(), 0u);
}

TEST(Open, TruncatedFilesAreNeverLoaded) {
  const FakeCuda cuda;
  const Program program;
  for (const std::size_t size : {0U, 10U, 100U}) {
    const DiskCache cache({sass(9, 0)});
    DiskCache::truncate(size % 20 == 0 ? cache.index() : cache.data(), size);
    EXPECT_THAT(reasons_for_cpu().front(), HasSubstr(cache.index())) << size;
  }
  EXPECT_EQ(cuda.count("cuLibraryLoadData"), 0);
}

TEST(Open, MissingDataFileIsNamed) {
  const FakeCuda cuda;
  const Program program;
  const DiskCache cache({sass(9, 0)});
  std::remove(cache.data().c_str());
  EXPECT_THAT(reasons_for_cpu().front(), HasSubstr(cache.data()));
}

/// The stand-in's functions which open calls on the way to a GPU, for either kind of driver.
class OpenFailure : public testing::TestWithParam<FakeDriver> {};

TEST_P(OpenFailure, AtEachCallIsTheCpuWithTheReason) {
  const std::vector<const char*> today = {"cuLibraryLoadData", "cuLibraryGetKernel",
                                          "cuKernelGetFunction"};
  const std::vector<const char*> before = {"cuModuleLoadDataEx", "cuModuleGetFunction"};
  std::vector<const char*> functions = {
      "cuDriverGetVersion",   "cuDeviceGetCount", "cuDeviceGet",        "cuDeviceGetName",
      "cuDeviceGetAttribute", "cuCtxPushCurrent", "cuFuncGetAttribute", "cuDevicePrimaryCtxRetain"};
  const auto& loading = GetParam() == FakeDriver::kToday ? today : before;
  functions.insert(functions.end(), loading.begin(), loading.end());
  const Program program;
  const DiskCache cache({sass(9, 0)});
  for (const char* function : functions) {
    const FakeCuda cuda(std::string("fail=") + function + ":209", GetParam());
    const std::string reason = reasons_for_cpu().front();
    EXPECT_THAT(reason, HasSubstr(function));
    EXPECT_THAT(reason, HasSubstr("CUDA_ERROR_NO_BINARY_FOR_GPU"));
    EXPECT_EQ(cuda.alive(), 0u) << function << "\n" << cuda.calls();
  }
}

INSTANTIATE_TEST_SUITE_P(Drivers, OpenFailure,
                         testing::Values(FakeDriver::kToday, FakeDriver::kModulesOnly),
                         [](const auto& info) {
                           return info.param == FakeDriver::kToday ? "Libraries" : "Modules";
                         });

// A program may have ten thousand kernels.
TEST(Open, MakesTheContextCurrentOnceForAllKernels) {
  const FakeCuda cuda;
  const Program program;
  const DiskCache cache({sass(9, 0)});
  const Device device = open_device();
  ASSERT_EQ(device.backend(), Backend::kGpu) << device.report().text();
  EXPECT_EQ(cuda.count("cuLibraryGetKernel"), 5);  // four, and the one that is prepared
  EXPECT_EQ(cuda.count("cuCtxPushCurrent"), 1);
  EXPECT_EQ(cuda.count("cuCtxPopCurrent"), 1);
  EXPECT_EQ(cuda.context_depth(), 0U);
}

TEST(Open, ImageThatLacksAKernelIsNotUsed) {
  const FakeCuda cuda;
  const Program program;
  format::CacheInput input = tests::cache_input({sass(9, 0)});
  std::string text = "kernel:scale";
  input.images[0].bytes.assign(reinterpret_cast<const std::byte*>(text.c_str()),
                               reinterpret_cast<const std::byte*>(text.c_str()) + text.size() + 1);
  const DiskCache cache(input);
  EXPECT_EQ(reasons_for_cpu().front(),
            "sm_90 of index " + cache.index() +
                ": cuLibraryGetKernel poly: CUDA_ERROR_NOT_FOUND (named symbol not found)");
}

TEST(Open, LoadFailureCarriesImageAndIndex) {
  const FakeCuda cuda("fail=cuLibraryLoadData:209");
  const Program program;
  const DiskCache cache({sass(9, 0)});
  EXPECT_EQ(reasons_for_cpu().front(),
            "sm_90 of index " + cache.index() +
                ": cuLibraryLoadData: CUDA_ERROR_NO_BINARY_FOR_GPU (no kernel image is available "
                "for execution); rebuild the cache for this device's architecture");
}

TEST(Open, BestDeviceIsTheNewest) {
  const FakeCuda cuda("capability=8.0,9.0,8.6");
  const Program program;
  const DiskCache cache({sass(8, 0), sass(9, 0)});
  EXPECT_EQ(open_device().name(), "Fake GPU 1");
}

TEST(Open, DeviceThatCanRunTheProgramGoesBeforeANewerOneThatCannot) {
  const FakeCuda cuda("capability=8.0,9.0,8.6");
  const Program program;
  const DiskCache cache({sass(8, 0)});
  EXPECT_EQ(open_device().name(), "Fake GPU 2");
}

TEST(Open, NextDeviceIsTriedWhereOneFails) {
  const FakeCuda cuda("capability=9.0,9.0 fail=cuDevicePrimaryCtxRetain:2:1");
  const Program program;
  const DiskCache cache({sass(9, 0)});
  EXPECT_EQ(open_device().name(), "Fake GPU 0");  // the one with fewer multiprocessors
}

TEST(Open, DeviceByNumber) {
  const FakeCuda cuda("capability=8.0,9.0");
  const Program program;
  const DiskCache cache({sass(8, 0), sass(9, 0)});
  const ScopedVariable quiet("LARDER_LOG", "off");
  Options options;
  options.ordinal = 0;
  EXPECT_EQ(Device::open(options).name(), "Fake GPU 0");
  options.ordinal = 2;
  EXPECT_EQ(Device::open(options).report().reasons.front(),
            "device 2 was asked for, and the driver has 2: 0 to 1");
}

TEST(Open, CacheByName) {
  const FakeCuda cuda;
  const Program program;
  const DiskCache cache({sass(9, 0)});
  const ScopedVariable unset("LARDER_CACHE", std::nullopt);
  const ScopedVariable quiet("LARDER_LOG", "off");
  Options options;
  options.cache = cache.index();
  EXPECT_EQ(Device::open(options).backend(), Backend::kGpu);
  options.cache = "/nowhere.larder";
  EXPECT_THAT(Device::open(options).report().text(), HasSubstr("no cache; tried /nowhere.larder"));
}

TEST(Open, TwoGpusOfOneProcessHaveTheirOwnImages) {
  const FakeCuda cuda("capability=8.0,9.0");
  const Program program;
  const DiskCache cache({sass(8, 0), sass(9, 0)});
  const ScopedVariable log("LARDER_LOG", "debug");
  const ScopedVariable unset("LARDER_DEVICE", std::nullopt);
  testing::internal::CaptureStderr();
  const Device first = Device::open(with_ordinal(0));
  const Device second = Device::open(with_ordinal(1));
  const std::string said = testing::internal::GetCapturedStderr();
  EXPECT_EQ(first.name(), "Fake GPU 0");
  EXPECT_EQ(second.name(), "Fake GPU 1");
  const std::size_t old = said.find("loading sm_80 from");
  const std::size_t young = said.find("loading sm_90 from");
  ASSERT_NE(old, std::string::npos) << said;
  ASSERT_NE(young, std::string::npos) << said;
  EXPECT_LT(old, young) << said;
  EXPECT_EQ(cuda.count("cuLibraryLoadData"), 2);
}

TEST(Open, TwoGpusOfOneProcessHaveTheirOwnVariables) {
  const FakeCuda cuda("devices=2");
  const Program program;
  const DiskCache cache({sass(9, 0)});
  const ScopedVariable unset("LARDER_DEVICE", std::nullopt);
  Device devices[] = {Device::open(with_ordinal(0)), Device::open(with_ordinal(1))};
  for (int i = 0; i < 2; ++i) {
    const int in_no_image[3] = {i, i, 9};
    EXPECT_TRUE(devices[i].write(tests::offset, 5 + i).ok()) << devices[i].status().text();
    EXPECT_TRUE(devices[i].write(tests::lone, in_no_image).ok()) << devices[i].status().text();
  }
  for (int i = 0; i < 2; ++i) {
    int offset = 0;
    int in_no_image[3] = {};
    EXPECT_TRUE(devices[i].read(tests::offset, offset).ok());
    EXPECT_TRUE(devices[i].read(tests::lone, in_no_image).ok());
    EXPECT_EQ(offset, 5 + i);
    EXPECT_EQ(in_no_image[0], i);
  }
}

TEST(Open, PtxIsLoadedWhereThereIsNoMachineCode) {
  const FakeCuda cuda;
  const Program program;
  const DiskCache cache({ptx(7, 5, 70), sass(10, 0)});
  const Device device = open_device();
  EXPECT_EQ(device.backend(), Backend::kGpu);
  EXPECT_THAT(device.report().text(), HasSubstr("compute_75 (PTX 7.0), which the driver compiles"));
}

TEST(Open, OnlyTheImageThatRunsIsLoaded) {
  const FakeCuda cuda;
  const Program program;
  const DiskCache cache({sass(8, 0), sass(9, 0), sass(10, 0), ptx(9, 0, 80)});
  const Device device = open_device();
  EXPECT_EQ(cuda.count("cuLibraryLoadData"), 1);
  EXPECT_EQ(cuda.count("cuKernelGetFunction"), 1);  // the others are loaded on first use
}

TEST(Open, CpuPolicyTouchesNoDriver) {
  const FakeCuda cuda;
  const Program program;
  const DiskCache cache({sass(9, 0)});
  EXPECT_EQ(open_device(Policy::kCpu).backend(), Backend::kCpu);
  EXPECT_EQ(cuda.calls(), "");
}

TEST(Open, RequireGpuWithoutDriverIsAnErrorOnEveryCall) {
  const ScopedVariable nowhere("LARDER_LIBCUDA", "/nowhere/libcuda.so.1");
  const Program program;
  Device device = open_device(Policy::kRequireGpu);
  EXPECT_EQ(device.backend(), Backend::kGpu);
  EXPECT_EQ(device.name(), "none");
  EXPECT_THAT(device.status().text(),
              HasSubstr("unavailable: a GPU is required (Options::policy): no CUDA driver"));
  std::vector<float> values = {1};
  auto buffer = device.upload(values);
  EXPECT_TRUE(buffer.empty());
  device.launch(tests::scale, {1, 1}, buffer, 2.0F, 1);
  device.fill(buffer, 1.0F);
  const Stream stream = device.stream();
  EXPECT_EQ(device.download(buffer, values).text(), device.status().text());
  EXPECT_EQ(device.synchronize().text(), device.status().text());
  EXPECT_EQ(values.size(), 1u);
}

TEST(Open, RequireGpuWithoutImageNamesWantedAndPresent) {
  const FakeCuda cuda;
  const Program program;
  const DiskCache cache({sass(8, 0)});
  const Device device = open_device(Policy::kRequireGpu);
  EXPECT_THAT(device.status().text(),
              HasSubstr("no image of scale, poly, nothing, weigh for sm_90; present: sm_80"));
}

TEST(Open, RequireGpuWithFailureOfLoading) {
  const FakeCuda cuda("fail=cuLibraryLoadData:200");
  const Program program;
  const DiskCache cache({sass(9, 0)});
  EXPECT_THAT(open_device(Policy::kRequireGpu).status().text(),
              HasSubstr("corrupt: a GPU is required (Options::policy): sm_90 of index"));
}

TEST(Open, CudaOnlyKernelWithoutImageFailsWhenItIsLaunched) {
  const FakeCuda cuda;
  const Program program(true);
  const DiskCache cache({sass(9, 0)}, false);
  Device device = open_device();
  EXPECT_EQ(device.backend(), Backend::kGpu);
  device.launch(tests::nothing, {1, 1});
  EXPECT_TRUE(device.status().ok());
  auto buffer = device.allocate<int>(1);
  device.launch(tests::gpu_only, {1, 1}, buffer);
  EXPECT_EQ(device.status().text(), "not found: launch of gpu_only: no image of gpu_only: index " +
                                        cache.index() + " does not have it");
}

TEST(Open, EnvironmentGoesBeforeOptions) {
  Options options;
  options.policy = Policy::kRequireGpu;
  {
    const ScopedVariable device("LARDER_DEVICE", "cpu");
    EXPECT_EQ(device::policy_of(options).policy, Policy::kCpu);
    EXPECT_EQ(device::policy_of(options).origin, "LARDER_DEVICE=cpu");
  }
  {
    const ScopedVariable device("LARDER_DEVICE", "auto");
    EXPECT_EQ(device::policy_of(options).policy, Policy::kPreferGpu);
  }
  {
    const ScopedVariable device("LARDER_DEVICE", "");
    EXPECT_EQ(device::policy_of(options).policy, Policy::kRequireGpu);
    EXPECT_EQ(device::policy_of(options).origin, "Options::policy");
  }
  options.policy = Policy::kCpu;
  const ScopedVariable device("LARDER_DEVICE", "gpu");
  EXPECT_EQ(device::policy_of(options).policy, Policy::kRequireGpu);
}

TEST(Open, UnknownWordInTheEnvironmentIsToldAndIgnored) {
  const ScopedVariable device("LARDER_DEVICE", "tpu");
  const ScopedVariable log("LARDER_LOG", "warn");
  testing::internal::CaptureStderr();
  EXPECT_EQ(device::policy_of({}).policy, Policy::kPreferGpu);
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "larder: LARDER_DEVICE=tpu is not auto, gpu or cpu: it is ignored\n");
}

}  // namespace
}  // namespace larder
