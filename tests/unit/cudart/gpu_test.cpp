// The runtime API on a GPU: what reaches the driver, and what comes back from it.
#include <cstring>
#include <string>
#include <vector>

#include "cuda_profiler_api.h"
#include "tests/unit/cudart/gpu_fixture.h"

namespace larder::tests {
namespace {

TEST_F(GpuRuntime, TheDriverDescribesTheDevice) {
  int count = 0;
  ASSERT_CUDA(cudaGetDeviceCount(&count));
  EXPECT_EQ(count, 1);
  cudaDeviceProp properties;
  ASSERT_CUDA(cudaGetDeviceProperties(&properties, 0));
  EXPECT_STREQ(properties.name, "Fake GPU 0");
  EXPECT_EQ(properties.major, 9);
  EXPECT_EQ(properties.multiProcessorCount, 100);
  EXPECT_EQ(properties.sharedMemPerBlock, std::size_t{48} << 10);
  EXPECT_EQ(properties.totalGlobalMem, std::size_t{4} << 30);
  EXPECT_EQ(properties.uuid.bytes[15], 1);
  int value = 9;
  ASSERT_CUDA(larder_is_cpu(&value));
  EXPECT_EQ(value, 0);
  ASSERT_CUDA(cudaDeviceGetAttribute(&value, cudaDevAttrMultiProcessorCount, 0));
  EXPECT_EQ(value, 100);
  ASSERT_CUDA(cudaDriverGetVersion(&value));
  EXPECT_EQ(value, 13000);
  EXPECT_EQ(cudaGetDeviceProperties(&properties, 1), cudaErrorInvalidDevice);
}

TEST_F(GpuRuntime, AttributesYoungerThanTheDriverAreNone) {
  cuda_->script("fail=cuDeviceGetAttribute:1:1");
  cudaDeviceProp properties;
  EXPECT_CUDA(cudaGetDeviceProperties(&properties, 0));
  cuda_->script("fail=cuDeviceGetAttribute:999:1");
  EXPECT_EQ(cudaGetDeviceProperties(&properties, 0), cudaErrorUnknown);
}

TEST_F(GpuRuntime, Memory) {
  void* memory = allocate(64);
  EXPECT_CUDA(cudaFree(memory));
  EXPECT_EQ(cudaFree(memory), cudaErrorInvalidValue);
  ASSERT_CUDA(cudaMallocManaged(&memory, 32));
  EXPECT_CUDA(cudaMemPrefetchAsync(memory, 32, cudaCpuDeviceId));
  EXPECT_CUDA(cudaMemAdvise(memory, 32, cudaMemAdviseSetReadMostly, 0));
  EXPECT_CUDA(cudaStreamAttachMemAsync(nullptr, memory, 0, cudaMemAttachHost));
  EXPECT_CUDA(cudaFree(memory));
  std::size_t pitch = 0;
  ASSERT_CUDA(cudaMallocPitch(&memory, &pitch, 100, 3));
  EXPECT_EQ(pitch, 512u);
  cudaPitchedPtr volume;
  ASSERT_CUDA(cudaMalloc3D(&volume, make_cudaExtent(10, 2, 3)));
  EXPECT_EQ(volume.ysize, 2u);
  std::size_t free = 0;
  std::size_t total = 0;
  ASSERT_CUDA(cudaMemGetInfo(&free, &total));
  EXPECT_EQ(total, std::size_t{4} << 30);
  ASSERT_CUDA(cudaMallocAsync(&memory, 16, nullptr));
  EXPECT_CUDA(cudaFreeAsync(memory, nullptr));
  for (const char* line :
       {"cuMemAlloc 64", "cuMemAllocManaged 32 1", "cuMemPrefetchAsync 32 to -1",
        "cuMemAdvise 32 1 of 0", "cuStreamAttachMemAsync 0 2", "cuMemAllocPitch 100x3 16",
        "cuMemAllocPitch 10x6 16", "cuMemAllocAsync 16", "cuMemFreeAsync"}) {
    EXPECT_CALLED(line);
  }
  cuda_->script("fail=cuMemAlloc:2");
  EXPECT_EQ(cudaMalloc(&memory, 1 << 20), cudaErrorMemoryAllocation);
  EXPECT_EQ(memory, nullptr);
}

TEST_F(GpuRuntime, HostMemory) {
  void* memory = nullptr;
  ASSERT_CUDA(cudaMallocHost(&memory, 8));
  EXPECT_CUDA(cudaFreeHost(memory));
  ASSERT_CUDA(cudaHostAlloc(&memory, 8, cudaHostAllocMapped));
  void* device = nullptr;
  EXPECT_CUDA(cudaHostGetDevicePointer(&device, memory, 0));
  EXPECT_EQ(device, memory);
  unsigned flags = 0;
  EXPECT_CUDA(cudaHostGetFlags(&flags, memory));
  EXPECT_EQ(flags, 3u);
  int mine[4];
  EXPECT_CUDA(cudaHostRegister(mine, sizeof mine, cudaHostRegisterPortable));
  EXPECT_CUDA(cudaHostUnregister(mine));
  for (const char* line : {"cuMemHostAlloc 8 0", "cuMemFreeHost", "cuMemHostAlloc 8 2",
                           "cuMemHostRegister 16 1", "cuMemHostUnregister"}) {
    EXPECT_CALLED(line);
  }
}

TEST_F(GpuRuntime, PointersAreDescribedByTheDriver) {
  cudaPointerAttributes attributes;
  void* memory = allocate(4);
  ASSERT_CUDA(cudaPointerGetAttributes(&attributes, memory));
  EXPECT_EQ(attributes.type, cudaMemoryTypeDevice);
  EXPECT_EQ(attributes.device, 0);
  EXPECT_EQ(attributes.devicePointer, memory);
  int mine = 0;
  ASSERT_CUDA(cudaPointerGetAttributes(&attributes, &mine));
  EXPECT_EQ(attributes.type, cudaMemoryTypeUnregistered);
  EXPECT_EQ(attributes.hostPointer, &mine);
}

TEST_F(GpuRuntime, CopiesGoTheWayThatTheySay) {
  cudaStream_t stream = nullptr;
  ASSERT_CUDA(cudaStreamCreate(&stream));
  int in[3] = {1, 2, 3};
  int out[3] = {};
  void* first = allocate(12);
  void* second = allocate(12);
  EXPECT_CUDA(cudaMemcpy(first, in, 12, cudaMemcpyHostToDevice));
  EXPECT_CUDA(cudaMemcpy(second, first, 12, cudaMemcpyDeviceToDevice));
  EXPECT_CUDA(cudaMemcpy(out, second, 12, cudaMemcpyDeviceToHost));
  EXPECT_EQ(std::memcmp(in, out, 12), 0);
  EXPECT_CUDA(cudaMemcpyAsync(first, in, 8, cudaMemcpyHostToDevice, stream));
  EXPECT_CUDA(cudaMemcpyAsync(out, first, 8, cudaMemcpyDeviceToHost, stream));
  EXPECT_CUDA(cudaMemcpy(out, in, 4, cudaMemcpyHostToHost));
  EXPECT_CUDA(cudaMemcpyAsync(out, first, 4, cudaMemcpyDefault, stream));
  EXPECT_EQ(cudaMemcpy(in, out, 4, cudaMemcpyHostToDevice), cudaErrorInvalidValue);
  for (const char* line :
       {"cuMemcpyHtoD 12", "cuMemcpyDtoDAsync 12", "cuMemcpyDtoH 12", "cuMemcpyHtoDAsync 8 stream",
        "cuMemcpyDtoHAsync 8 stream", "cuMemcpy 4", "cuMemcpyAsync 4 stream"}) {
    EXPECT_CALLED(line);
  }
}

TEST_F(GpuRuntime, CopiesOfRowsAndSlices) {
  const char in[] = "abcdef";
  char out[6] = {};
  char* memory = static_cast<char*>(allocate(32));
  EXPECT_CUDA(cudaMemcpy2D(memory, 8, in, 3, 3, 2, cudaMemcpyHostToDevice));
  EXPECT_CUDA(cudaMemcpy2DAsync(out, 3, memory, 8, 3, 2, cudaMemcpyDeviceToHost));
  EXPECT_EQ(std::string(out, 6), "abcdef");
  cudaMemcpy3DParms parameters = {};
  parameters.srcPtr = make_cudaPitchedPtr(memory, 8, 8, 2);
  parameters.srcPos = make_cudaPos(1, 0, 0);
  parameters.dstPtr = make_cudaPitchedPtr(out, 1, 1, 2);
  parameters.extent = make_cudaExtent(1, 2, 2);
  parameters.kind = cudaMemcpyDefault;
  EXPECT_CUDA(cudaMemcpy3D(&parameters));
  EXPECT_CUDA(cudaMemcpy3DAsync(&parameters));
  EXPECT_EQ(out[1], 'e');
  EXPECT_CALLED("cuMemcpy3D 3x2x1 1 to 2");
  EXPECT_CALLED("cuMemcpy3DAsync 3x2x1 2 to 1");
  EXPECT_CALLED("cuMemcpy3D 1x2x2 4 to 4");
}

TEST_F(GpuRuntime, Settings) {
  cudaStream_t stream = nullptr;
  ASSERT_CUDA(cudaStreamCreate(&stream));
  void* memory = allocate(32);
  EXPECT_CUDA(cudaMemset(memory, 1, 32));
  EXPECT_CUDA(cudaMemsetAsync(memory, 2, 16, stream));
  EXPECT_CUDA(cudaMemset2D(memory, 8, 3, 4, 2));
  EXPECT_CUDA(cudaMemset2DAsync(memory, 8, 3, 4, 2, stream));
  EXPECT_CUDA(cudaMemset3D(make_cudaPitchedPtr(memory, 8, 8, 2), 5, make_cudaExtent(2, 2, 2)));
  unsigned char out[32];
  EXPECT_CUDA(cudaMemcpy(out, memory, 32, cudaMemcpyDeviceToHost));
  EXPECT_EQ(out[24], 5);
  EXPECT_EQ(out[11], 3);
  EXPECT_EQ(out[15], 2);
  for (const char* line : {"cuMemsetD8 32x1", "cuMemsetD8Async 16 stream", "cuMemsetD2D8 4x2",
                           "cuMemsetD2D8Async 4x2 stream", "cuMemsetD2D8 2x2"}) {
    EXPECT_CALLED(line);
  }
}

TEST_F(GpuRuntime, Streams) {
  int least = 0;
  int greatest = 0;
  EXPECT_CUDA(cudaDeviceGetStreamPriorityRange(&least, &greatest));
  EXPECT_EQ(greatest, -5);
  cudaStream_t stream = nullptr;
  ASSERT_CUDA(cudaStreamCreateWithPriority(&stream, cudaStreamNonBlocking, -3));
  EXPECT_CALLED("cuStreamCreateWithPriority 1 -3");
  unsigned flags = 0;
  EXPECT_CUDA(cudaStreamGetFlags(stream, &flags));
  int priority = 0;
  EXPECT_CUDA(cudaStreamGetPriority(stream, &priority));
  EXPECT_EQ(priority, -2);
  cudaStreamAttrValue value{};
  EXPECT_CUDA(cudaStreamSetAttribute(stream, cudaStreamAttributeAccessPolicyWindow, &value));
  EXPECT_CALLED("cuStreamSetAttribute 1 stream");
  EXPECT_CUDA(cudaStreamGetAttribute(stream, cudaStreamAttributeSynchronizationPolicy, &value));
  EXPECT_CALLED("cuStreamGetAttribute 3 stream");
  EXPECT_CUDA(cudaCtxResetPersistingL2Cache());
  EXPECT_CALLED("cuCtxResetPersistingL2Cache");
  EXPECT_CUDA(cudaStreamSynchronize(stream));
  int calls = 0;
  EXPECT_CUDA(cudaLaunchHostFunc(stream, [](void* data) { ++*static_cast<int*>(data); }, &calls));
  EXPECT_CUDA(cudaStreamAddCallback(
      stream, [](cudaStream_t, cudaError_t, void* data) { ++*static_cast<int*>(data); }, &calls,
      0));
  EXPECT_EQ(calls, 2);
  EXPECT_CUDA(cudaStreamQuery(stream));
  cuda_->script("fail=cuStreamQuery:600");
  EXPECT_EQ(cudaStreamQuery(stream), cudaErrorNotReady);
  EXPECT_CUDA(cudaStreamDestroy(stream));
}

TEST_F(GpuRuntime, Events) {
  cudaEvent_t start = nullptr;
  cudaEvent_t end = nullptr;
  ASSERT_CUDA(cudaEventCreate(&start));
  ASSERT_CUDA(cudaEventCreateWithFlags(&end, cudaEventBlockingSync));
  EXPECT_CUDA(cudaEventRecord(start));
  EXPECT_CUDA(cudaEventRecordWithFlags(end, nullptr, cudaEventRecordExternal));
  EXPECT_CUDA(cudaStreamWaitEvent(nullptr, end, 0));
  EXPECT_CUDA(cudaEventSynchronize(end));
  float milliseconds = 0;
  EXPECT_CUDA(cudaEventElapsedTime(&milliseconds, start, end));
  EXPECT_EQ(milliseconds, 1);
  for (const char* line : {"cuEventCreate 0", "cuEventCreate 1", "cuEventRecord",
                           "cuEventRecordWithFlags 1", "cuStreamWaitEvent 0"}) {
    EXPECT_CALLED(line);
  }
  cuda_->script("fail=cuEventQuery:600");
  EXPECT_EQ(cudaEventQuery(end), cudaErrorNotReady);
  EXPECT_EQ(cudaGetLastError(), cudaErrorNotReady);
  EXPECT_CUDA(cudaEventDestroy(end));
}

TEST_F(GpuRuntime, Launches) {
  float* values = nullptr;
  float factor = 2;
  int count = 1;
  void* arguments[] = {&values, &factor, &count};
  EXPECT_CUDA(cudaLaunchKernel(scale, dim3(2, 3), 4, arguments, 100));
  EXPECT_CALLED("cuLaunchKernel scale 2x3x1 4x1x1 100");
  EXPECT_CUDA(cudaLaunchCooperativeKernel(scale, 2, 4, arguments));
  EXPECT_CALLED("cuLaunchCooperativeKernel scale 2 4");
  EXPECT_EQ(cudaLaunchKernel(scale, 1, 2000, arguments), cudaErrorInvalidConfiguration);
  EXPECT_EQ(cudaLaunchKernel(unregistered, 1, 1, arguments), cudaErrorInvalidDeviceFunction);
}

TEST_F(GpuRuntime, TheDriversErrorsStick) {
  cuda_->script("fail=cuCtxSynchronize:700");
  EXPECT_EQ(cudaDeviceSynchronize(), cudaErrorIllegalAddress);
  void* memory = nullptr;
  EXPECT_EQ(cudaMalloc(&memory, 4), cudaErrorIllegalAddress);
  EXPECT_EQ(cudaGetLastError(), cudaErrorIllegalAddress);
  EXPECT_EQ(cudaGetLastError(), cudaErrorIllegalAddress);
  EXPECT_EQ(cudaDeviceReset(), cudaErrorIllegalAddress);
}

TEST_F(GpuRuntime, Kernels) {
  cudaFuncAttributes attributes;
  ASSERT_CUDA(cudaFuncGetAttributes(&attributes, poly));
  EXPECT_EQ(attributes.sharedSizeBytes, 1024u);
  EXPECT_CUDA(cudaFuncSetAttribute(poly, cudaFuncAttributeMaxDynamicSharedMemorySize, 65536));
  EXPECT_CALLED("cuFuncSetAttribute 8 65536");
  EXPECT_CUDA(cudaFuncSetCacheConfig(poly, cudaFuncCachePreferL1));
  EXPECT_CALLED("cuFuncSetCacheConfig 2");
  int blocks = 0;
  EXPECT_CUDA(cudaOccupancyMaxActiveBlocksPerMultiprocessor(&blocks, poly, 128, 0));
  EXPECT_EQ(blocks, 16);
  std::size_t bytes = 0;
  EXPECT_CUDA(cudaOccupancyAvailableDynamicSMemPerBlock(&bytes, poly, 2, 128));
  EXPECT_EQ(bytes, 100000u);
}

TEST_F(GpuRuntime, Variables) {
  const float four[4] = {1, 2, 3, 4};
  float out[4] = {};
  EXPECT_CUDA(cudaMemcpyToSymbol(weights, four, 8, 8));
  EXPECT_CUDA(cudaMemcpyFromSymbol(out, weights, 16));
  EXPECT_EQ(out[0], 0);
  EXPECT_EQ(out[3], 2);
  EXPECT_CUDA(cudaMemcpyToSymbolAsync(offset, four, 4, 0, cudaMemcpyHostToDevice, nullptr));
  EXPECT_CUDA(cudaMemcpyFromSymbolAsync(out, offset, 4, 0, cudaMemcpyDeviceToHost, nullptr));
  EXPECT_EQ(out[0], 1);
  void* place = nullptr;
  ASSERT_CUDA(cudaGetSymbolAddress(&place, offset));
  EXPECT_NE(place, &offset);
  EXPECT_CUDA(cudaMemcpy(out, place, 4, cudaMemcpyDeviceToHost));
  EXPECT_EQ(out[0], 1);
  EXPECT_CALLED("cuMemcpyHtoD 8");
}

TEST_F(GpuRuntime, AVariableInNoImageHasMemoryOfItsOwn) {
  int out[3] = {};
  EXPECT_CUDA(cudaMemcpyFromSymbol(out, lone, sizeof out));
  EXPECT_EQ(out[0] * 100 + out[1] * 10 + out[2], 789);  // its first value
  const int two[] = {1, 2};
  EXPECT_CUDA(cudaMemcpyToSymbol(lone, two, sizeof two, 4));
  void* place = nullptr;
  ASSERT_CUDA(cudaGetSymbolAddress(&place, lone));
  EXPECT_NE(place, lone);
  EXPECT_CUDA(cudaMemcpy(out, place, sizeof out, cudaMemcpyDeviceToHost));
  EXPECT_EQ(out[0] * 100 + out[1] * 10 + out[2], 712);
  EXPECT_EQ(lone[1], 8);  // the host's own stays
  size_t size = 0;
  EXPECT_CUDA(cudaGetSymbolSize(&size, lone));
  EXPECT_EQ(size, sizeof lone);
}

TEST_F(GpuRuntime, HostCodeSeesManagedVariablesInTheDriversMemory) {
  int& memory = larder_managed(lone[1]);  // an address that is no variable's is left alone
  EXPECT_EQ(&memory, &lone[1]);
  auto& managed = larder_managed(lone);
  EXPECT_NE(managed, lone);
  EXPECT_EQ(managed[2], 9);
  managed[2] = 6;
  int out[3] = {};
  EXPECT_CUDA(cudaMemcpyFromSymbol(out, managed, sizeof out));  // by that address, as by the name
  EXPECT_EQ(out[2], 6);
  EXPECT_EQ(lone[2], 9);
  EXPECT_EQ(larder_managed(offset), 0);
  EXPECT_CALLED("cuMemAllocManaged 12 1");
}

TEST_F(GpuRuntime, LimitsAndHints) {
  EXPECT_CUDA(cudaDeviceSetLimit(cudaLimitStackSize, 4096));
  EXPECT_CALLED("cuCtxSetLimit 0 4096");
  std::size_t value = 0;
  EXPECT_CUDA(cudaDeviceGetLimit(&value, cudaLimitMallocHeapSize));
  EXPECT_EQ(value, 102u);
  EXPECT_CUDA(cudaDeviceSetCacheConfig(cudaFuncCachePreferShared));
  EXPECT_CALLED("cuCtxSetCacheConfig 1");
  EXPECT_CUDA(cudaSetDeviceFlags(cudaDeviceScheduleBlockingSync));
  EXPECT_CALLED("cuDevicePrimaryCtxSetFlags 4");
  EXPECT_CUDA(cudaProfilerStart());
  EXPECT_CUDA(cudaProfilerStop());
  EXPECT_CALLED("cuProfilerStop");
}

TEST_F(GpuRuntime, ResetGivesBackWhatWasMade) {
  const std::size_t before = cuda_->alive();
  cudaStream_t stream = nullptr;
  cudaEvent_t event = nullptr;
  void* host = nullptr;
  allocate(4);
  ASSERT_CUDA(cudaStreamCreate(&stream));
  ASSERT_CUDA(cudaEventCreate(&event));
  ASSERT_CUDA(cudaMallocHost(&host, 4));
  EXPECT_EQ(cuda_->alive(), before + 4);
  EXPECT_CUDA(cudaDeviceReset());
  EXPECT_EQ(cuda_->alive(), before);
  allocate(4);
}

TEST_F(GpuRuntime, SeveralDevices) {
  begin("devices=3");
  int count = 0;
  ASSERT_CUDA(cudaGetDeviceCount(&count));
  EXPECT_EQ(count, 3);
  int device = -1;
  ASSERT_CUDA(cudaGetDevice(&device));
  EXPECT_EQ(device, 2);  // the one with the most multiprocessors
  ASSERT_CUDA(cudaSetDevice(1));
  ASSERT_CUDA(cudaGetDevice(&device));
  EXPECT_EQ(device, 1);
  EXPECT_CALLED("cuDevicePrimaryCtxRetain 1");
  EXPECT_EQ(cudaSetDevice(3), cudaErrorInvalidDevice);
  EXPECT_EQ(cudaSetDevice(-1), cudaErrorInvalidDevice);
  int can = 0;
  EXPECT_CUDA(cudaDeviceCanAccessPeer(&can, 0, 1));
  EXPECT_EQ(can, 1);
  EXPECT_CUDA(cudaDeviceCanAccessPeer(&can, 1, 1));
  EXPECT_EQ(can, 0);
  EXPECT_CUDA(cudaDeviceEnablePeerAccess(0, 0));
  EXPECT_CUDA(cudaDeviceDisablePeerAccess(0));
  EXPECT_CALLED("cuCtxEnablePeerAccess");
  EXPECT_CALLED("cuCtxDisablePeerAccess");
  int value = 0;
  EXPECT_CUDA(cudaDeviceGetP2PAttribute(&value, cudaDevP2PAttrAccessSupported, 0, 1));
  EXPECT_EQ(value, 2);
  int in = 1;
  void* first = allocate(4);
  void* second = allocate(4);
  EXPECT_CUDA(cudaMemcpy(first, &in, 4, cudaMemcpyHostToDevice));
  EXPECT_CUDA(cudaMemcpyPeer(second, 1, first, 0, 4));
}

TEST_F(GpuRuntime, ADeviceThatIsNotThereMakesNoCpuOfTheOthers) {
  forget_runtime();
  EXPECT_EQ(cudaSetDevice(1), cudaErrorInvalidDevice);
  cudaDeviceProp properties;
  EXPECT_CUDA(cudaGetDeviceProperties(&properties, 0));
  EXPECT_STREQ(properties.name, "Fake GPU 0");
}

TEST_F(GpuRuntime, ADeviceThatCannotRunTheProgramIsNoCpuInDisguise) {
  begin("capability=9.0,7.5");
  EXPECT_EQ(cudaSetDevice(1), cudaErrorNoKernelImageForDevice);
  EXPECT_CUDA(cudaSetDevice(0));
}

TEST_F(GpuRuntime, AnOldDriverLacksSomeFunctions) {
  begin("", FakeDriver::kModulesOnly);
  void* memory = nullptr;
  EXPECT_EQ(cudaMallocAsync(&memory, 4, nullptr), cudaErrorCallRequiresNewerDriver);
  EXPECT_CUDA(cudaMalloc(&memory, 4));
}

}  // namespace
}  // namespace larder::tests
