// A Device on a GPU: what reaches the driver, and what comes back from it.
#include <gtest/gtest.h>

#include <cstring>
#include <functional>
#include <thread>

#include "runtime/images/image_table.h"
#include "tests/support/fake_cuda.h"
#include "tests/unit/device/program.h"

namespace larder {
namespace {

using tests::DiskCache;
using tests::FakeCuda;
using tests::FakeDriver;
using tests::Program;
using tests::sass;

class GpuDevice : public testing::TestWithParam<FakeDriver> {
 protected:
  void SetUp() override {
    ASSERT_EQ(device_.backend(), Backend::kGpu) << device_.report().text();
    ASSERT_EQ(device_.name(), "Fake GPU 0");
  }
  [[nodiscard]] bool called(const std::string& line) const {
    return cuda_.calls().find(line + "\n") != std::string::npos;
  }

  FakeCuda cuda_{"", GetParam()};
  Program program_{true};
  DiskCache cache_{{sass(9, 0)}};
  Device device_ = tests::open_device();
};

TEST_P(GpuDevice, ReportNamesDeviceImagesAndIndex) {
  const std::vector<std::string> expected = {
      "Fake GPU 0 (device 0, compute capability 9.0, driver for CUDA 13.0)",
      "image of scale, poly, nothing, weigh, gpu_only: sm_90, this device's own",
      "index " + cache_.index() + " (larder-pack test, nvcc test)"};
  EXPECT_EQ(device_.report().reasons, expected);
  EXPECT_EQ(device_.report().text().find("running on the GPU: Fake GPU 0"), 0u);
}

TEST_P(GpuDevice, MemoryGoesThereAndBack) {
  std::vector<int> values = {1, 2, 3};
  auto buffer = device_.upload(values);
  auto copy = device_.allocate<int>(3);
  device_.copy(buffer, copy);
  values.assign(1, 0);
  ASSERT_TRUE(device_.download(copy, values).ok()) << device_.status().text();
  EXPECT_EQ(values, (std::vector<int>{1, 2, 3}));
  EXPECT_TRUE(called("cuMemcpyHtoD 12"));
  EXPECT_TRUE(called("cuMemcpyDtoDAsync 12"));
  EXPECT_TRUE(called("cuMemcpyDtoH 12"));
}

TEST_P(GpuDevice, StreamsAreUsedWhereTheyAreGiven) {
  std::vector<int> values = {1, 2, 3};
  const Stream stream = device_.stream();
  ASSERT_NE(stream.native(), nullptr);
  auto buffer = device_.upload(values, stream);
  device_.fill(buffer, 7, stream);
  device_.copy(buffer, buffer, stream);
  device_.launch(tests::nothing, {1, 1, 0, stream});
  EXPECT_TRUE(device_.download(buffer, values, stream).ok());
  EXPECT_TRUE(stream.synchronize().ok());
  EXPECT_TRUE(device_.synchronize(Stream::borrow(stream.native())).ok());
  for (const char* line :
       {"cuStreamCreate 0", "cuMemcpyHtoDAsync 12 stream", "cuMemsetD32Async 3 stream",
        "cuMemcpyDtoDAsync 12 stream", "cuLaunchKernel nothing 1x1x1 1x1x1 0 stream",
        "cuMemcpyDtoHAsync 12 stream", "cuStreamSynchronize stream"}) {
    EXPECT_TRUE(called(line)) << line << " in\n" << cuda_.calls();
  }
}

struct Arguments {
  const double* in;
  double* out;
  short power;
  char sign;
  long count;
};

TEST_P(GpuDevice, ArgumentsArePackedAsTheKernelsParameters) {
  Arguments got{};
  cuda_.on_launch(
      [](const char* symbol, void** arguments, void* user) {
        EXPECT_STREQ(symbol, "poly");
        auto* to = static_cast<Arguments*>(user);
        std::memcpy(static_cast<void*>(&to->in), arguments[0], sizeof to->in);
        std::memcpy(static_cast<void*>(&to->out), arguments[1], sizeof to->out);
        std::memcpy(&to->power, arguments[2], sizeof to->power);
        std::memcpy(&to->sign, arguments[3], sizeof to->sign);
        std::memcpy(&to->count, arguments[4], sizeof to->count);
      },
      &got);
  auto in = device_.allocate<double>(4);
  auto out = device_.allocate<double>(4);
  device_.launch(tests::poly, {{2, 3, 4}, {8, 2, 1}, 64}, in, out, 5, -1, 4U);
  EXPECT_TRUE(device_.status().ok()) << device_.status().text();
  EXPECT_EQ(got.in, in.data());
  EXPECT_EQ(got.out, out.data());
  EXPECT_EQ(got.power, 5);
  EXPECT_EQ(got.sign, -1);
  EXPECT_EQ(got.count, 4);
  EXPECT_TRUE(called("cuLaunchKernel poly 2x3x4 8x2x1 64")) << cuda_.calls();
}

TEST_P(GpuDevice, FillUsesTheNarrowestSetting) {
  auto bytes = device_.allocate<char>(5);
  auto shorts = device_.allocate<short>(5);
  auto doubles = device_.allocate<double>(5);
  device_.fill(bytes, 'x');
  device_.fill(shorts, short{300});
  device_.fill(doubles, 0.0);
  EXPECT_TRUE(called("cuMemsetD8Async 5"));
  EXPECT_TRUE(called("cuMemsetD16Async 5"));
  EXPECT_TRUE(called("cuMemsetD8Async 40"));
  device_.fill(doubles, 3.25);
  std::vector<double> values;
  ASSERT_TRUE(device_.download(doubles, values).ok()) << device_.status().text();
  EXPECT_EQ(values, std::vector<double>(5, 3.25));
}

TEST_P(GpuDevice, MoreThan48KilobytesOfSharedMemoryIsAskedForOnce) {
  const auto launch = [&](std::size_t bytes) { device_.launch(tests::nothing, {1, 1, bytes}); };
  launch(48 << 10);
  EXPECT_EQ(cuda_.count("cuFuncSetAttribute"), 0);
  launch(100 << 10);
  launch(60 << 10);
  EXPECT_EQ(cuda_.count("cuFuncSetAttribute"), 1);
  EXPECT_TRUE(called("cuFuncSetAttribute 8 102400"));
  launch(227 << 10);
  EXPECT_EQ(cuda_.count("cuFuncSetAttribute"), 2);
  EXPECT_TRUE(device_.status().ok()) << device_.status().text();
  launch((227 << 10) + 1);
  EXPECT_EQ(device_.status().text(),
            "invalid argument: launch of nothing: 232449 bytes of dynamic and 0 bytes of static "
            "shared memory; a block has at most 232448 bytes here");
}

TEST_P(GpuDevice, StaticSharedMemoryCountsToo) {
  auto buffer = device_.allocate<double>(1);
  device_.launch(tests::poly, {1, 1, 47 << 10}, buffer, buffer, 1, 1, 1);
  EXPECT_EQ(cuda_.count("cuFuncSetAttribute"), 0);
  device_.launch(tests::poly, {1, 1, (47 << 10) + 1}, buffer, buffer, 1, 1, 1);
  EXPECT_EQ(cuda_.count("cuFuncSetAttribute"), 1);
  device_.launch(tests::poly, {1, 1, 227 << 10}, buffer, buffer, 1, 1, 1);
  EXPECT_EQ(device_.status().code(), Code::kInvalidArgument);
}

TEST_P(GpuDevice, LimitsAreCheckedBeforeTheDriverIsAsked) {
  device_.launch(tests::nothing, {1, {32, 32, 2}});
  EXPECT_EQ(device_.status().text(),
            "invalid argument: launch of nothing: block 32x32x2 has 2048 threads; at most 1024 are "
            "possible");
  EXPECT_EQ(cuda_.count("cuLaunchKernel"), 0);
}

TEST_P(GpuDevice, VariablesByReference) {
  const float four[4] = {4, 3, 2, 1};
  ASSERT_TRUE(device_.write(tests::weights, four).ok()) << device_.status().text();
  float back[4] = {};
  ASSERT_TRUE(device_.read(tests::weights, back).ok());
  EXPECT_EQ(std::vector<float>(back, back + 4), std::vector<float>(four, four + 4));
  EXPECT_EQ(device_.write(tests::unknown_variable, 1).code(), Code::kNotFound);
}

TEST_P(GpuDevice, AVariableInNoImageIsSharedByDevices) {
  const int other[3] = {3, 2, 1};
  ASSERT_TRUE(device_.write(tests::lone, other).ok()) << device_.status().text();
  Device again = Device::open();
  int back[3] = {};
  ASSERT_TRUE(again.read(tests::lone, back).ok()) << again.status().text();
  EXPECT_EQ(std::vector<int>(back, back + 3), std::vector<int>(other, other + 3));
}

TEST_P(GpuDevice, FirstFailureSticks) {
  cuda_.script("fail=cuMemAlloc:2");
  EXPECT_TRUE(device_.allocate<int>(10).empty());
  const std::string first =
      "out of memory: allocation of 40 bytes: cuMemAlloc: CUDA_ERROR_OUT_OF_MEMORY (out of memory)";
  EXPECT_EQ(device_.status().text(), first);
  cuda_.script("");
  device_.launch(tests::nothing, {1, 1});
  EXPECT_TRUE(device_.allocate<int>(10).empty());
  EXPECT_EQ(device_.synchronize().text(), first);
  EXPECT_EQ(cuda_.calls(), "");
}

TEST_P(GpuDevice, KernelFaultsComeBackWhereTheyAreNoticed) {
  cuda_.script("fail=cuCtxSynchronize:700");
  device_.launch(tests::nothing, {1, 1});
  EXPECT_TRUE(device_.status().ok());
  EXPECT_EQ(device_.synchronize().text(),
            "launch failed: cuCtxSynchronize: CUDA_ERROR_ILLEGAL_ADDRESS (an illegal memory access "
            "was encountered)");
  EXPECT_EQ(device_.status().code(), Code::kLaunchFailed);
}

TEST_P(GpuDevice, EveryCallsFailureIsReported) {
  struct Case {
    const char* function;
    std::function<void(Device&)> use;
  };
  auto buffer = device_.upload(std::vector<int>{1, 2});
  const Stream stream = device_.stream();
  std::vector<int> values(2);
  const Case cases[] = {
      {"cuMemcpyHtoD", [&](Device& d) { d.upload(buffer, values.data(), 2); }},
      {"cuMemcpyHtoDAsync", [&](Device& d) { d.upload(buffer, values.data(), 2, stream); }},
      {"cuMemcpyDtoH", [&](Device& d) { static_cast<void>(d.download(buffer, values)); }},
      {"cuMemcpyDtoHAsync",
       [&](Device& d) { static_cast<void>(d.download(buffer, values, stream)); }},
      {"cuMemcpyDtoDAsync", [&](Device& d) { d.copy(buffer, buffer); }},
      {"cuMemsetD32Async", [&](Device& d) { d.fill(buffer, 5); }},
      {"cuStreamCreate", [&](Device& d) { static_cast<void>(d.stream()); }},
      {"cuStreamSynchronize", [&](Device& d) { static_cast<void>(d.synchronize(stream)); }},
      {"cuLaunchKernel", [&](Device& d) { d.launch(tests::nothing, {1, 1}); }},
      {"cuFuncSetAttribute", [&](Device& d) { d.launch(tests::nothing, {1, 1, 100000}); }},
      {"cuCtxPushCurrent", [&](Device& d) { d.fill(buffer, 5); }},
  };
  for (const Case& each : cases) {
    Device device = tests::open_device();
    ASSERT_EQ(device.backend(), Backend::kGpu);
    cuda_.script(std::string("fail=") + each.function + ":1");
    each.use(device);
    EXPECT_NE(device.status().message().find(std::string(each.function) +
                                             ": CUDA_ERROR_INVALID_VALUE (invalid argument)"),
              std::string::npos)
        << each.function << ": " << device.status().text();
    cuda_.script("");
  }
}

TEST_P(GpuDevice, TheUsersContextIsLeftAsItWas) {
  auto buffer = device_.upload(std::vector<int>{1});
  device_.launch(tests::nothing, {1, 1});
  cuda_.script("fail=cuLaunchKernel:700");
  device_.launch(tests::nothing, {1, 1});
  EXPECT_EQ(cuda_.context_depth(), 0u);
}

TEST_P(GpuDevice, EverythingIsGivenBack) {
  {
    auto buffer = device_.upload(std::vector<int>{1});
    const Stream stream = device_.stream();
    Device other = tests::open_device(Policy::kCpu);
    std::swap(device_, other);
    EXPECT_GT(cuda_.alive(), 0u);
  }
  // But for the image, whose two variables live as long as the process, and its context.
  EXPECT_EQ(cuda_.alive(), 4u) << cuda_.calls();
  images::ImageTable::of_process().forget();
  EXPECT_EQ(cuda_.alive(), 0u) << cuda_.calls();
}

TEST_P(GpuDevice, DevicesOfOneProcessShareImages) {
  cuda_.script("");
  const Device second = tests::open_device();
  EXPECT_EQ(second.backend(), Backend::kGpu);
  EXPECT_EQ(cuda_.count("cuLibraryLoadData") + cuda_.count("cuModuleLoadDataEx"), 0);
}

TEST_P(GpuDevice, BuffersOfAnotherDeviceAreRefused) {
  Device cpu = tests::open_device(Policy::kCpu);
  auto buffer = cpu.upload(std::vector<float>{1});
  device_.launch(tests::scale, {1, 1}, buffer, 1.0F, 1);
  EXPECT_EQ(device_.status().text(),
            "invalid argument: launch: the buffer is of another device (CPU, this one is Fake GPU "
            "0); copy it through host memory");
  EXPECT_EQ(cuda_.count("cuLaunchKernel"), 0);
}

TEST_P(GpuDevice, UnregisteredKernelSaysWhatToDo) {
  device_.launch(tests::unregistered, {1, 1}, 1);
  EXPECT_NE(device_.status().message().find("not known to Larder"), std::string::npos);
}

TEST_P(GpuDevice, SeveralThreadsLaunchAtOnce) {
  std::vector<std::thread> threads;
  threads.reserve(4);
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      auto buffer = device_.upload(std::vector<float>(16));
      for (std::size_t i = 0; i < 50; ++i) {
        device_.launch(tests::scale, {1, 16, i * 2048}, buffer, 1.0F, 16);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_TRUE(device_.synchronize().ok()) << device_.status().text();
  EXPECT_EQ(cuda_.count("cuLaunchKernel"), 200);
}

INSTANTIATE_TEST_SUITE_P(Drivers, GpuDevice,
                         testing::Values(FakeDriver::kToday, FakeDriver::kModulesOnly),
                         [](const auto& info) {
                           return info.param == FakeDriver::kToday ? "Libraries" : "Modules";
                         });

}  // namespace
}  // namespace larder
