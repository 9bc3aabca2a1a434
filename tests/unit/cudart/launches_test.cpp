// Launches on the CPU: by cudaLaunchKernel, and as the generator writes kernel<<<...>>>(...).
#include <cassert>
#include <stdexcept>
#include <string>

#include "larder/detail/pending_launch.h"
#include "tests/unit/cudart/fixture.h"

namespace larder::tests {
namespace {

constinit int add_calls = 0;  // without a launch

// As the generator writes it for `__global__ void add(int* to, int value, int factor = 1)`.
void add(int* to, int value, int factor = 1) {
  if (const auto larder_launch = ::larder::detail::pending_launch) {
    void* larder_arguments[] = {(void*)&to, (void*)&value, (void*)&factor};
    return larder_launch(reinterpret_cast<const void*>(static_cast<void (*)(int*, int, int)>(add)),
                         larder_arguments);
  }
  ++add_calls;
  atomicAdd(to, value * factor + static_cast<int>(threadIdx.x));
}

void trapping() {
  if (const auto larder_launch = ::larder::detail::pending_launch) {
    return larder_launch(reinterpret_cast<const void*>(static_cast<void (*)()>(trapping)), nullptr);
  }
  __trap();
}

void asserting() {
  if (const auto larder_launch = ::larder::detail::pending_launch) {
    return larder_launch(reinterpret_cast<const void*>(static_cast<void (*)()>(asserting)),
                         nullptr);
  }
  assert(threadIdx.x == 1);
}

template <auto Kernel>
detail::KernelRecord record(const char* name, std::uint32_t max_threads = 0) {
  return {name,
          name,
          "launches_test.cpp:1",
          reinterpret_cast<const void*>(Kernel),
          detail::Entry<Kernel>::run,
          nullptr,
          0,
          max_threads,
          detail::Lowering::kFibers,
          &detail::Entry<Kernel>::parameters};
}

const detail::KernelRecord kernels[] = {record<add>("add"), record<trapping>("trapping"),
                                        record<asserting>("asserting")};

class CpuLaunches : public CpuRuntime {
 protected:
  CpuLaunches() { add_calls = 0; }
  ~CpuLaunches() override {
    // Where a test leaves a launch pending, nothing else shall see it.
    while (cudart::this_thread().pending != nullptr) {
      delete std::exchange(cudart::this_thread().pending, cudart::this_thread().pending->outer);
    }
    detail::pending_launch = nullptr;
  }

  detail::Module module_{"launches_test.cpp", kernels, 3, nullptr, 0};
  int sum_ = 0;
};

TEST_F(CpuLaunches, APushedConfigurationLaunchesTheNextCall) {
  EXPECT_EQ(__cudaPushCallConfiguration(2, 4), 0u);
  add(&sum_, 10);
  EXPECT_EQ(sum_, 2 * (4 * 10 + 6));
  EXPECT_EQ(add_calls, 8);
  EXPECT_EQ(detail::pending_launch, nullptr);
  EXPECT_CUDA(cudaGetLastError());
}

TEST_F(CpuLaunches, WithoutOneTheFunctionRunsAsItIsWritten) {
  add(&sum_, 10);
  EXPECT_GE(sum_, 10);
  EXPECT_EQ(add_calls, 1);
}

int launch_inner(int* to) {
  __cudaPushCallConfiguration(1, 1);
  add(to, 100);
  return 1;
}

TEST_F(CpuLaunches, AnArgumentMayLaunch) {
  int inner = 0;
  __cudaPushCallConfiguration(1, 3);
  add(&sum_, launch_inner(&inner));
  EXPECT_EQ(inner, 100);
  EXPECT_EQ(sum_, 3 + 3);
  EXPECT_EQ(detail::pending_launch, nullptr);
}

int throwing() { throw std::runtime_error("no value"); }

TEST_F(CpuLaunches, AConfigurationThatNoLaunchTookReachesNoOther) {
  try {
    __cudaPushCallConfiguration(7, 7);
    add(&sum_, throwing());
  } catch (const std::runtime_error&) {  // NOLINT(bugprone-empty-catch): the launch did not happen
  }
  int* to = &sum_;
  int value = 1;
  int factor = 1;
  void* arguments[] = {&to, &value, &factor};
  ASSERT_CUDA(cudaLaunchKernel(add, 1, 2, arguments));
  EXPECT_EQ(sum_, 2 + 1);
  Device device = open_device(Policy::kCpu);
  device.launch(add, {1, 1}, to, 5, 1);
  EXPECT_EQ(sum_, 3 + 5);
  __cudaPushCallConfiguration(1, 4);
  add(&sum_, 0);
  EXPECT_EQ(sum_, 8 + 6);
}

TEST_F(CpuLaunches, AFunctionThatTakesNoConfigurationIsAnError) {
  __cudaPushCallConfiguration(1, 4);
  larder_end_launch();
  EXPECT_EQ(cudaGetLastError(), cudaErrorInvalidDeviceFunction);
  add(&sum_, 5);
  EXPECT_EQ(add_calls, 1);  // as it is written
  __cudaPushCallConfiguration(1, 4);
  int inner = 0;
  add(&sum_, (launch_inner(&inner), larder_end_launch(), 1));
  larder_end_launch();
  EXPECT_CUDA(cudaGetLastError());
}

TEST_F(CpuLaunches, FailuresAreCudasErrors) {
  __cudaPushCallConfiguration(0, 1);
  add(&sum_, 1);
  EXPECT_EQ(cudaPeekAtLastError(), cudaErrorInvalidConfiguration);
  EXPECT_EQ(cudaGetLastError(), cudaErrorInvalidConfiguration);
  EXPECT_CUDA(cudaGetLastError());
  __cudaPushCallConfiguration(1, 1025);
  add(&sum_, 1);
  EXPECT_EQ(cudaGetLastError(), cudaErrorInvalidConfiguration);
  __cudaPushCallConfiguration(1, 1, 1 << 20);
  add(&sum_, 1);
  EXPECT_EQ(cudaGetLastError(), cudaErrorInvalidValue);
  EXPECT_EQ(cudaLaunchKernel(unregistered, 1, 1, nullptr), cudaErrorInvalidDeviceFunction);
  EXPECT_EQ(cudaLaunchKernel(gpu_only, 1, 1, nullptr), cudaErrorNoKernelImageForDevice);
  EXPECT_EQ(cudaLaunchKernel(poly, 1, 129, nullptr), cudaErrorLaunchOutOfResources);
  EXPECT_EQ(sum_, 0);
}

TEST_F(CpuLaunches, AFailedLaunchIsToldOnceInLardersWords) {
  const ScopedVariable usual("LARDER_LOG", std::nullopt);
  testing::internal::CaptureStderr();
  EXPECT_NE(cudaLaunchKernel(halve, 7, 7, nullptr), cudaSuccess);
  EXPECT_NE(cudaLaunchKernel(halve, 7, 7, nullptr), cudaSuccess);
  const std::string text = testing::internal::GetCapturedStderr();
  const std::size_t first = text.find("this kernel is not known to Larder");
  EXPECT_NE(first, std::string::npos) << text;
  EXPECT_EQ(text.find("this kernel is not known to Larder", first + 1), std::string::npos) << text;
}

TEST_F(CpuLaunches, AKernelsFailureSticks) {
  __cudaPushCallConfiguration(1, 1);
  trapping();
  EXPECT_EQ(cudaDeviceSynchronize(), cudaErrorLaunchFailure);
  EXPECT_EQ(cudaGetLastError(), cudaErrorLaunchFailure);
  EXPECT_EQ(cudaGetLastError(), cudaErrorLaunchFailure);
  void* memory = nullptr;
  EXPECT_EQ(cudaMalloc(&memory, 4), cudaErrorLaunchFailure);
  __cudaPushCallConfiguration(1, 1);
  add(&sum_, 1);
  EXPECT_EQ(sum_, 0);
  EXPECT_CUDA(cudaDeviceReset());
  EXPECT_CUDA(cudaGetLastError());
  __cudaPushCallConfiguration(1, 1);
  add(&sum_, 1);
  EXPECT_EQ(sum_, 1);
}

TEST_F(CpuLaunches, CooperativeLaunches) {
  int* to = &sum_;
  int value = 1;
  int factor = 1;
  void* arguments[] = {&to, &value, &factor};
  EXPECT_CUDA(cudaLaunchCooperativeKernel(add, 32, 1, arguments));
  EXPECT_EQ(sum_, 32);
  EXPECT_EQ(cudaLaunchCooperativeKernel(add, 100000, 1, arguments),
            cudaErrorCooperativeLaunchTooLarge);
}

TEST_F(CpuLaunches, LaunchesWithAttributes) {
  cudaLaunchAttribute attributes[2] = {};
  attributes[0].id = cudaLaunchAttributeCooperative;
  attributes[0].val.cooperative = 1;
  attributes[1].id = cudaLaunchAttributePriority;
  cudaLaunchConfig_t config = {};
  config.gridDim = 2;
  config.blockDim = 1;
  config.attrs = attributes;
  config.numAttrs = 2;
  EXPECT_CUDA(cudaLaunchKernelEx(&config, add, &sum_, 3, short{2}));
  EXPECT_EQ(sum_, 12);
  config.gridDim = 100000;
  EXPECT_EQ(cudaLaunchKernelEx(&config, add, &sum_, 3, 2), cudaErrorCooperativeLaunchTooLarge);
  attributes[1].id = cudaLaunchAttributeClusterDimension;
  attributes[1].val.clusterDim = {2, 1, 1};
  EXPECT_EQ(cudaLaunchKernelEx(&config, add, &sum_, 3, 2), cudaErrorNotSupported);
  attributes[1].id = static_cast<cudaLaunchAttributeID>(99);
  EXPECT_EQ(cudaLaunchKernelEx(&config, add, &sum_, 3, 2), cudaErrorNotSupported);
  EXPECT_EQ(cudaLaunchKernelExC(nullptr, nullptr, nullptr), cudaErrorInvalidValue);
}

TEST_F(CpuLaunches, AssertionsHaveTheirOwnError) {
  __cudaPushCallConfiguration(1, 1);
  asserting();
  EXPECT_EQ(cudaGetLastError(), cudaErrorAssert);
  EXPECT_CUDA(cudaDeviceReset());
}

TEST_F(CpuLaunches, StreamsAreChecked) {
  cudaStream_t stream = nullptr;
  ASSERT_CUDA(cudaStreamCreate(&stream));
  __cudaPushCallConfiguration(1, 1, 0, stream);
  add(&sum_, 1);
  EXPECT_EQ(sum_, 1);
  ASSERT_CUDA(cudaStreamDestroy(stream));
  __cudaPushCallConfiguration(1, 1, 0, stream);
  add(&sum_, 1);
  EXPECT_EQ(cudaGetLastError(), cudaErrorInvalidResourceHandle);
  EXPECT_EQ(sum_, 1);
}

TEST_F(CpuLaunches, WhatKernelsAreLike) {
  cudaFuncAttributes attributes;
  ASSERT_CUDA(cudaFuncGetAttributes(&attributes, poly));
  EXPECT_EQ(attributes.maxThreadsPerBlock, 128);
  EXPECT_EQ(attributes.binaryVersion, 80);
  EXPECT_EQ(attributes.maxDynamicSharedSizeBytes, 48 * 1024);
  ASSERT_CUDA(cudaFuncSetAttribute(poly, cudaFuncAttributeMaxDynamicSharedMemorySize, 100000));
  ASSERT_CUDA(cudaFuncGetAttributes(&attributes, poly));
  EXPECT_EQ(attributes.maxDynamicSharedSizeBytes, 100000);
  EXPECT_EQ(cudaFuncSetAttribute(poly, cudaFuncAttributeMaxDynamicSharedMemorySize, 1 << 20),
            cudaErrorInvalidValue);
  EXPECT_EQ(cudaFuncSetAttribute(poly, cudaFuncAttributeRequiredClusterWidth, 2),
            cudaErrorNotSupported);
  EXPECT_CUDA(cudaFuncSetAttribute(poly, cudaFuncAttributePreferredSharedMemoryCarveout, 50));
  EXPECT_CUDA(cudaFuncSetCacheConfig(poly, cudaFuncCachePreferL1));
  EXPECT_CUDA(cudaFuncSetSharedMemConfig(poly, cudaSharedMemBankSizeEightByte));
  EXPECT_EQ(cudaFuncGetAttributes(&attributes, unregistered), cudaErrorInvalidDeviceFunction);
  EXPECT_EQ(cudaFuncSetCacheConfig(unregistered, cudaFuncCachePreferL1),
            cudaErrorInvalidDeviceFunction);
}

TEST_F(CpuLaunches, NamesAndParametersOfKernels) {
  const auto* const kernel = reinterpret_cast<const void*>(scale);
  const char* name = nullptr;
  EXPECT_CUDA(cudaFuncGetName(&name, kernel));
  EXPECT_STREQ(name, "scale");  // the symbol that program.cpp gives it
  EXPECT_EQ(cudaFuncGetName(nullptr, kernel), cudaErrorInvalidValue);
  EXPECT_EQ(cudaFuncGetName(&name, &name), cudaErrorInvalidDeviceFunction);
  size_t offset = 99;
  size_t size = 99;
  EXPECT_CUDA(cudaFuncGetParamInfo(kernel, 2, &offset, &size));
  EXPECT_EQ(offset, 12U);
  EXPECT_EQ(size, sizeof(int));
  EXPECT_CUDA(cudaFuncGetParamInfo(kernel, 0, &offset, nullptr));
  EXPECT_EQ(offset, 0U);
  EXPECT_EQ(cudaFuncGetParamInfo(kernel, 3, &offset, &size), cudaErrorInvalidValue);
}

TEST_F(CpuLaunches, Occupancy) {
  int blocks = 0;
  ASSERT_CUDA(cudaOccupancyMaxActiveBlocksPerMultiprocessor(&blocks, add, 256, 0));
  EXPECT_EQ(blocks, 8);
  ASSERT_CUDA(cudaOccupancyMaxActiveBlocksPerMultiprocessor(&blocks, add, 33, 0));
  EXPECT_EQ(blocks, 32);
  ASSERT_CUDA(cudaOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(&blocks, add, 32, 100 << 10,
                                                                     cudaOccupancyDefault));
  EXPECT_EQ(blocks, 2);
  EXPECT_EQ(cudaOccupancyMaxActiveBlocksPerMultiprocessor(&blocks, add, 0, 0),
            cudaErrorInvalidValue);
  int grid = 0;
  int block = 0;
  ASSERT_CUDA(cudaOccupancyMaxPotentialBlockSize(&grid, &block, add));
  EXPECT_EQ(block, 1024);
  EXPECT_EQ(grid % 2, 0);
  ASSERT_CUDA(cudaOccupancyMaxPotentialBlockSize(&grid, &block, poly, 0, 96));
  EXPECT_EQ(block, 64);  // 32 blocks fill a multiprocessor, which 21 of 96 threads do not
  ASSERT_CUDA(cudaOccupancyMaxPotentialBlockSizeVariableSMem(&grid, &block, add,
                                                             [](int size) { return size * 64; }));
  EXPECT_GT(block, 0);
  std::size_t bytes = 0;
  ASSERT_CUDA(cudaOccupancyAvailableDynamicSMemPerBlock(&bytes, add, 2, 256));
  EXPECT_EQ(bytes, std::size_t{113} << 10);
}

}  // namespace
}  // namespace larder::tests
