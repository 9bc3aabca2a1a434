// Devices, properties and errors on the CPU, and where there is none.
#include <cstring>
#include <set>
#include <string>
#include <thread>

#include "cuda_profiler_api.h"
#include "tests/unit/cudart/fixture.h"

namespace larder::tests {
namespace {

using CpuDevices = CpuRuntime;

TEST_F(CpuDevices, TheCpuIsTheOnlyDevice) {
  int count = 0;
  EXPECT_CUDA(cudaGetDeviceCount(&count));
  EXPECT_EQ(count, 1);
  int device = 9;
  EXPECT_CUDA(cudaGetDevice(&device));
  EXPECT_EQ(device, 0);
  EXPECT_CUDA(cudaSetDevice(0));
  EXPECT_EQ(cudaSetDevice(1), cudaErrorInvalidDevice);
  EXPECT_EQ(cudaSetDevice(-1), cudaErrorInvalidDevice);
  EXPECT_EQ(cudaSetDevice(1000), cudaErrorInvalidDevice);
  EXPECT_CUDA(cudaInitDevice(0, 0, 0));
  EXPECT_EQ(cudaGetDeviceCount(nullptr), cudaErrorInvalidValue);
}

TEST_F(CpuDevices, AreTheCpu) {
  int cpu = 0;
  EXPECT_CUDA(larder_is_cpu(&cpu));
  EXPECT_EQ(cpu, 1);
  EXPECT_EQ(larder_is_cpu(nullptr), cudaErrorInvalidValue);
}

TEST_F(CpuDevices, PropertiesThatProgramsAccept) {
  cudaDeviceProp properties;
  ASSERT_CUDA(cudaGetDeviceProperties(&properties, 0));
  EXPECT_EQ(std::string(properties.name).substr(0, 3), "CPU");
  EXPECT_EQ(properties.warpSize, 32);
  EXPECT_EQ(properties.major, 8);
  EXPECT_EQ(properties.minor, 0);
  EXPECT_EQ(properties.maxThreadsPerBlock, 1024);
  EXPECT_EQ(properties.maxThreadsDim[2], 64);
  EXPECT_EQ(properties.maxGridSize[1], 65535);
  EXPECT_EQ(properties.sharedMemPerBlock, std::size_t{48} << 10);
  EXPECT_GE(properties.multiProcessorCount, 1);
  EXPECT_GT(properties.totalGlobalMem, std::size_t{1} << 28);
  EXPECT_GT(properties.clockRate, 0);
  EXPECT_GT(properties.memoryClockRate, 0);
  EXPECT_GT(properties.memoryBusWidth, 0);
  EXPECT_GT(properties.l2CacheSize, 0);
  EXPECT_EQ(properties.cooperativeLaunch, 1);
  EXPECT_EQ(properties.unifiedAddressing, 1);
  EXPECT_EQ(properties.managedMemory, 1);
  EXPECT_EQ(cudaGetDeviceProperties(&properties, 1), cudaErrorInvalidDevice);
  EXPECT_EQ(cudaGetDeviceProperties(nullptr, 0), cudaErrorInvalidValue);
}

TEST_F(CpuDevices, Attributes) {
  int value = 0;
  EXPECT_CUDA(cudaDeviceGetAttribute(&value, cudaDevAttrWarpSize, 0));
  EXPECT_EQ(value, 32);
  EXPECT_CUDA(cudaDeviceGetAttribute(&value, cudaDevAttrClusterLaunch, 0));
  EXPECT_EQ(value, 0);
  EXPECT_EQ(cudaDeviceGetAttribute(&value, cudaDevAttrWarpSize, 7), cudaErrorInvalidDevice);
  EXPECT_EQ(cudaDeviceGetAttribute(&value, static_cast<cudaDeviceAttr>(0), 0),
            cudaErrorInvalidValue);
  EXPECT_EQ(cudaDeviceGetAttribute(nullptr, cudaDevAttrWarpSize, 0), cudaErrorInvalidValue);
}

TEST_F(CpuDevices, ChoosingAndFinding) {
  cudaDeviceProp wanted = {};
  wanted.major = 7;
  int device = 9;
  EXPECT_CUDA(cudaChooseDevice(&device, &wanted));
  EXPECT_EQ(device, 0);
  char id[32] = "";
  EXPECT_CUDA(cudaDeviceGetPCIBusId(id, sizeof id, 0));
  EXPECT_STREQ(id, "0000:00:00.0");
  device = 9;
  EXPECT_CUDA(cudaDeviceGetByPCIBusId(&device, id));
  EXPECT_EQ(device, 0);
  EXPECT_EQ(cudaDeviceGetByPCIBusId(&device, "0000:ff:00.0"), cudaErrorInvalidValue);
}

TEST_F(CpuDevices, SettingsAreKept) {
  unsigned flags = 0;
  EXPECT_CUDA(cudaSetDeviceFlags(cudaDeviceScheduleSpin));
  EXPECT_CUDA(cudaGetDeviceFlags(&flags));
  EXPECT_EQ(flags, unsigned{cudaDeviceScheduleSpin | cudaDeviceMapHost});
  EXPECT_EQ(cudaSetDeviceFlags(0x1000), cudaErrorInvalidValue);
  cudaFuncCache cache = cudaFuncCachePreferNone;
  EXPECT_CUDA(cudaDeviceSetCacheConfig(cudaFuncCachePreferL1));
  EXPECT_CUDA(cudaDeviceGetCacheConfig(&cache));
  EXPECT_EQ(cache, cudaFuncCachePreferL1);
  cudaSharedMemConfig shared = cudaSharedMemBankSizeDefault;
  EXPECT_CUDA(cudaDeviceSetSharedMemConfig(cudaSharedMemBankSizeEightByte));
  EXPECT_CUDA(cudaDeviceGetSharedMemConfig(&shared));
  EXPECT_EQ(shared, cudaSharedMemBankSizeEightByte);
  EXPECT_CUDA(cudaProfilerStart());
  EXPECT_CUDA(cudaProfilerStop());
}

TEST_F(CpuDevices, Limits) {
  std::size_t value = 0;
  EXPECT_CUDA(cudaDeviceSetLimit(cudaLimitMallocHeapSize, std::size_t{1} << 30));
  EXPECT_CUDA(cudaDeviceGetLimit(&value, cudaLimitMallocHeapSize));
  EXPECT_EQ(value, std::size_t{1} << 30);
  EXPECT_CUDA(cudaDeviceSetLimit(cudaLimitStackSize, 8192));
  EXPECT_EQ(cudaDeviceSetLimit(cudaLimitStackSize, std::size_t{1} << 40), cudaErrorInvalidValue);
  EXPECT_EQ(cudaDeviceGetLimit(&value, cudaLimitDevRuntimeSyncDepth), cudaErrorUnsupportedLimit);
  EXPECT_EQ(cudaDeviceSetLimit(cudaLimitDevRuntimeSyncDepth, 4), cudaErrorUnsupportedLimit);
}

TEST_F(CpuDevices, Versions) {
  int version = 0;
  EXPECT_CUDA(cudaRuntimeGetVersion(&version));
  EXPECT_EQ(version, CUDART_VERSION);
  EXPECT_CUDA(cudaDriverGetVersion(&version));
  EXPECT_EQ(version, CUDART_VERSION);
}

TEST_F(CpuDevices, PeersAreNone) {
  int can = 9;
  EXPECT_CUDA(cudaDeviceCanAccessPeer(&can, 0, 0));
  EXPECT_EQ(can, 0);
  EXPECT_EQ(cudaDeviceCanAccessPeer(&can, 0, 1), cudaErrorInvalidDevice);
  EXPECT_EQ(cudaDeviceEnablePeerAccess(0, 0), cudaErrorInvalidDevice);
  EXPECT_EQ(cudaDeviceEnablePeerAccess(0, 1), cudaErrorInvalidValue);
  EXPECT_EQ(cudaDeviceDisablePeerAccess(0), cudaErrorInvalidDevice);
  EXPECT_EQ(cudaDeviceGetP2PAttribute(&can, cudaDevP2PAttrAccessSupported, 0, 0),
            cudaErrorInvalidDevice);
}

TEST_F(CpuDevices, SynchronizeAndReset) {
  EXPECT_CUDA(cudaDeviceSynchronize());
  EXPECT_CUDA(cudaThreadSynchronize());
  void* memory = nullptr;
  cudaStream_t stream = nullptr;
  ASSERT_CUDA(cudaMalloc(&memory, 4));
  ASSERT_CUDA(cudaStreamCreate(&stream));
  EXPECT_CUDA(cudaDeviceReset());
  EXPECT_EQ(cudaFree(memory), cudaErrorInvalidValue);
  EXPECT_EQ(cudaStreamDestroy(stream), cudaErrorInvalidResourceHandle);
  EXPECT_CUDA(cudaMalloc(&memory, 4));
  EXPECT_CUDA(cudaThreadExit());
}

TEST_F(CpuDevices, ErrorsAreEachThreadsOwn) {
  EXPECT_EQ(cudaSetDevice(7), cudaErrorInvalidDevice);
  std::thread([] { EXPECT_CUDA(cudaGetLastError()); }).join();
  EXPECT_CUDA(cudaDeviceSynchronize());  // a success keeps the error
  EXPECT_EQ(cudaPeekAtLastError(), cudaErrorInvalidDevice);
  EXPECT_EQ(cudaGetLastError(), cudaErrorInvalidDevice);
  EXPECT_CUDA(cudaPeekAtLastError());
}

TEST_F(CpuDevices, NamesAndTexts) {
  EXPECT_STREQ(cudaGetErrorName(cudaSuccess), "cudaSuccess");
  EXPECT_STREQ(cudaGetErrorString(cudaSuccess), "no error");
  EXPECT_STREQ(cudaGetErrorName(cudaErrorInvalidValue), "cudaErrorInvalidValue");
  EXPECT_STREQ(cudaGetErrorString(cudaErrorInvalidValue), "invalid argument");
  EXPECT_STREQ(cudaGetErrorString(cudaErrorIllegalAddress),
               "an illegal memory access was encountered");
  EXPECT_STREQ(cudaGetErrorName(static_cast<cudaError_t>(11)), "unrecognized error code");
  EXPECT_STREQ(cudaGetErrorString(static_cast<cudaError_t>(-1)), "unrecognized error code");
  std::set<std::string> names;
  int known = 0;
  for (int code = 0; code <= cudaErrorApiFailureBase; ++code) {
    const std::string name = cudaGetErrorName(static_cast<cudaError_t>(code));
    if (name == "unrecognized error code") continue;
    ++known;
    EXPECT_TRUE(names.insert(name).second) << name;
    EXPECT_STRNE(cudaGetErrorString(static_cast<cudaError_t>(code)), "");
  }
  EXPECT_GT(known, 120);
}

TEST(NoDevice, IsAnErrorOfEachCall) {
  forget_runtime();
  const ScopedVariable device("LARDER_DEVICE", "gpu");
  const ScopedVariable log("LARDER_LOG", "off");
  const ScopedVariable driver("LARDER_LIBCUDA", "/nowhere/libcuda.so");
  int count = 9;
  EXPECT_EQ(cudaGetDeviceCount(&count), cudaErrorNoDevice);
  EXPECT_EQ(count, 0);
  void* memory = nullptr;
  EXPECT_EQ(cudaMalloc(&memory, 4), cudaErrorNoDevice);
  EXPECT_EQ(cudaGetLastError(), cudaErrorNoDevice);
  forget_runtime();
}

TEST(NoDevice, TheCpuInItsPlaceIsToldOnce) {
  forget_runtime();
  const ScopedVariable device("LARDER_DEVICE", std::nullopt);
  const ScopedVariable log("LARDER_LOG", "info");
  const ScopedVariable driver("LARDER_LIBCUDA", "/nowhere/libcuda.so");
  testing::internal::CaptureStderr();
  EXPECT_CUDA(cudaFree(nullptr));
  EXPECT_CUDA(cudaDeviceSynchronize());
  const std::string text = testing::internal::GetCapturedStderr();
  const std::size_t first = text.find("running on the CPU: no CUDA driver");
  EXPECT_NE(first, std::string::npos) << text;
  EXPECT_EQ(text.find("running on the CPU", first + 1), std::string::npos) << text;
  forget_runtime();
}

}  // namespace
}  // namespace larder::tests
