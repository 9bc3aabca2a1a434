// A Device on the CPU: memory, launches, variables, errors.
#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <thread>

#include "tests/unit/device/program.h"

namespace larder {
namespace {

using tests::Program;

class CpuDevice : public testing::Test {
 protected:
  Program program_{true};
  Device device_ = tests::open_device(Policy::kCpu);
};

TEST_F(CpuDevice, SaysThatItIsTheCpu) {
  EXPECT_EQ(device_.backend(), Backend::kCpu);
  EXPECT_EQ(device_.name(), "CPU");
  EXPECT_EQ(device_.report().text(), "running on the CPU: the CPU was asked for (Options::policy)");
  EXPECT_TRUE(device_.status().ok());
}

TEST_F(CpuDevice, RunsAKernel) {
  std::vector<float> values = {1, 2, 3, 4, 5};
  auto buffer = device_.upload(values);
  device_.launch(tests::scale, {2, 4}, buffer, 3, 4);
  ASSERT_TRUE(device_.download(buffer, values).ok()) << device_.status().text();
  EXPECT_EQ(values, (std::vector<float>{3, 6, 9, 12, 5}));
}

TEST_F(CpuDevice, ConvertsArgumentsAsACallDoes) {
  const std::array<double, 3> in = {1, 2, 3};
  auto buffer = device_.upload(in);
  auto out = device_.allocate<double>(3);
  device_.launch(tests::poly, {1, 32}, buffer, out.data(), 3, -1, std::size_t{3});
  double result[3];
  ASSERT_TRUE(device_.download(out, result).ok()) << device_.status().text();
  EXPECT_EQ(std::vector<double>(result, result + 3), (std::vector<double>{-1, -8, -27}));
}

TEST_F(CpuDevice, MemoryIsAlignedAsOnAGpu) {
  const auto one = device_.allocate<char>(1);
  const auto two = device_.allocate<double>(7);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(one.data()) % 256, 0u);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(two.data()) % 256, 0u);
  EXPECT_EQ(two.bytes(), 56u);
}

TEST_F(CpuDevice, FillCopyAndPartialDownload) {
  auto first = device_.allocate<float>(1000);
  auto second = device_.allocate<float>(1200);
  device_.fill(first, 2.5F);
  device_.fill(second, -1.0F);
  device_.copy(first, second);
  std::vector<float> values(1100);
  ASSERT_TRUE(device_.download(second, values.data(), 1100).ok());
  EXPECT_EQ(values.front(), 2.5F);
  EXPECT_EQ(values[999], 2.5F);
  EXPECT_EQ(values[1000], -1.0F);
}

struct Odd {
  char bytes[3];
};

TEST_F(CpuDevice, FillTakesElementsOfAnySize) {
  auto buffer = device_.allocate<Odd>(11);
  device_.fill(buffer, Odd{{1, 2, 3}});
  std::vector<Odd> values;
  ASSERT_TRUE(device_.download(buffer, values).ok());
  ASSERT_EQ(values.size(), 11u);
  for (const Odd& odd : values) EXPECT_EQ(odd.bytes[2], 3);
}

TEST_F(CpuDevice, NothingIsNoError) {
  const std::vector<int> none;
  auto buffer = device_.upload(none);
  EXPECT_EQ(buffer.data(), nullptr);
  EXPECT_TRUE(buffer.empty());
  device_.fill(buffer, 1);
  std::vector<int> back(3);
  EXPECT_TRUE(device_.download(buffer, back).ok());
  EXPECT_TRUE(back.empty());
}

TEST_F(CpuDevice, BuffersMove) {
  auto first = device_.upload(std::vector<int>{1, 2});
  const int* address = first.data();
  Buffer<int> second = std::move(first);
  EXPECT_EQ(second.data(), address);
  // NOLINTNEXTLINE(bugprone-use-after-move,clang-analyzer-cplusplus.Move): it promises to be empty
  EXPECT_EQ(first.data(), nullptr);
  first = std::move(second);
  EXPECT_EQ(first.size(), 2u);
}

TEST_F(CpuDevice, BuffersOutliveTheirDevice) {
  auto buffer = device_.upload(std::vector<int>{1, 2});
  device_ = tests::open_device(Policy::kCpu);
  std::vector<int> values;
  EXPECT_TRUE(device_.download(buffer, values).ok());
  EXPECT_EQ(values.back(), 2);
}

TEST_F(CpuDevice, BorrowedMemoryIsUsedAndLeftAlone) {
  std::vector<float> mine = {1, 2};
  {
    auto buffer = Buffer<float>::borrow(mine.data(), mine.size());
    device_.launch(tests::scale, {1, 2}, buffer, 2.0F, 2);
  }
  EXPECT_TRUE(device_.status().ok());
  EXPECT_EQ(mine, (std::vector<float>{2, 4}));
}

TEST_F(CpuDevice, StreamsWork) {
  const Stream stream = device_.stream();
  EXPECT_EQ(stream.native(), nullptr);
  std::vector<float> values = {1};
  auto buffer = device_.upload(values, stream);
  device_.launch(tests::scale, {1, 1, 0, stream}, buffer, 2.0F, 1);
  EXPECT_TRUE(device_.download(buffer, values, stream).ok());
  EXPECT_TRUE(stream.synchronize().ok());
  EXPECT_TRUE(device_.synchronize(stream).ok());
  EXPECT_TRUE(device_.synchronize().ok());
  EXPECT_EQ(values.front(), 2);
  EXPECT_EQ(Stream::borrow(nullptr).synchronize().code(), Code::kInvalidArgument);
}

TEST_F(CpuDevice, VariablesByReference) {
  const float four[4] = {1, 10, 100, 1000};
  ASSERT_TRUE(device_.write(tests::weights, four).ok());
  ASSERT_TRUE(device_.write(tests::offset, 1).ok());
  auto buffer = device_.upload(std::vector<float>{0, 1, 2, 3});
  device_.launch(tests::weigh, {1, 4}, buffer);
  std::vector<float> values;
  ASSERT_TRUE(device_.download(buffer, values).ok());
  EXPECT_EQ(values, (std::vector<float>{1, 20, 300, 4000}));
  int offset = 0;
  ASSERT_TRUE(device_.read(tests::offset, offset).ok());
  EXPECT_EQ(offset, 1);
  EXPECT_EQ(device_.write(tests::unknown_variable, 1).code(), Code::kNotFound);
}

TEST_F(CpuDevice, ErrorsStick) {
  std::vector<float> values = {1, 2};
  auto buffer = device_.upload(values);
  device_.launch(tests::scale, {0, 1}, buffer, 2.0F, 2);
  const std::string first =
      "invalid argument: launch of scale: grid is 0x1x1; each dimension must be at least 1";
  EXPECT_EQ(device_.status().text(), first);
  device_.launch(tests::scale, {1, 2}, buffer, 2.0F, 2);
  device_.launch(tests::scale, {1, 5000}, buffer, 2.0F, 2);
  EXPECT_EQ(device_.download(buffer, values).text(), first);
  EXPECT_EQ(device_.synchronize().text(), first);
  EXPECT_EQ(values, (std::vector<float>{1, 2}));
  EXPECT_TRUE(device_.allocate<int>(3).empty());
  EXPECT_EQ(device_.write(tests::offset, 3).text(), first);
}

TEST_F(CpuDevice, UnregisteredKernelSaysWhatToDo) {
  device_.launch(tests::unregistered, {1, 1}, 1);
  EXPECT_EQ(device_.status().code(), Code::kNotFound);
  EXPECT_NE(device_.status().message().find("this kernel is not known to Larder: nothing that is "
                                            "loaded has registered it with this device's"),
            std::string::npos)
      << device_.status().text();
}

TEST_F(CpuDevice, CudaOnlyKernelSaysWhyItCannotRun) {
  auto buffer = device_.allocate<int>(1);
  device_.launch(tests::gpu_only, {1, 1}, buffer);
  EXPECT_EQ(device_.status().text(),
            "unsupported: launch of gpu_only: it is marked LARDER_KERNEL_CUDA_ONLY (program.cpp:1) "
            "and the program runs on the CPU: the CPU was asked for (Options::policy)");
}

TEST_F(CpuDevice, SizesAreChecked) {
  auto small = device_.allocate<int>(2);
  auto large = device_.allocate<int>(3);
  device_.copy(large, small);
  EXPECT_EQ(device_.status().message(), "copy of 3 elements, but there is space for 2");
}

TEST_F(CpuDevice, DownloadIntoTooSmallAnArrayIsRefused) {
  auto buffer = device_.upload(std::vector<int>{1, 2, 3});
  int two[2];
  EXPECT_EQ(device_.download(buffer, two).message(),
            "download of 3 elements, but there is space for 2");
}

TEST_F(CpuDevice, DownloadOfMoreThanThereIsIsRefused) {
  auto buffer = device_.upload(std::vector<int>{1, 2, 3});
  int four[4];
  EXPECT_EQ(device_.download(buffer, four, 4).message(),
            "download of 4 elements, but there is space for 3");
}

TEST_F(CpuDevice, ImpossibleAllocationIsAnErrorNotAnException) {
  EXPECT_TRUE(device_.allocate<double>(SIZE_MAX / 4).empty());
  EXPECT_EQ(device_.status().code(), Code::kOutOfMemory);
}

TEST_F(CpuDevice, SeveralThreadsLaunchAtOnce) {
  constexpr int kThreads = 4;
  constexpr int kLaunches = 50;
  std::vector<std::vector<float>> results(kThreads);
  std::vector<std::thread> threads;
  threads.reserve(kThreads);
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      auto buffer = device_.upload(std::vector<float>(64, static_cast<float>(t)));
      for (int i = 0; i < kLaunches; ++i) device_.launch(tests::scale, {2, 32}, buffer, -1.0F, 64);
      EXPECT_TRUE(device_.download(buffer, results[static_cast<std::size_t>(t)]).ok());
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (int t = 0; t < kThreads; ++t) {
    EXPECT_EQ(results[static_cast<std::size_t>(t)], std::vector<float>(64, static_cast<float>(t)));
  }
}

TEST_F(CpuDevice, KernelOfALibraryLoadedLaterRuns) {
  static const detail::KernelRecord late = {"late",
                                            "late",
                                            "late.cpp:1",
                                            reinterpret_cast<const void*>(tests::unregistered),
                                            detail::Entry<tests::unregistered>::run,
                                            nullptr,
                                            0,
                                            0};
  const detail::Module module("late.cpp", &late, 1, nullptr, 0);
  device_.launch(tests::unregistered, {1, 1}, 1);
  EXPECT_TRUE(device_.status().ok()) << device_.status().text();
}

}  // namespace
}  // namespace larder
