// Memory pools on a GPU: the driver's.
#include <cstdint>

#include "tests/unit/cudart/gpu_fixture.h"

namespace larder::tests {
namespace {

class GpuPools : public GpuRuntime {
 protected:
  static cudaMemPool_t create(int device = 0) {
    cudaMemPoolProps properties{};
    properties.allocType = cudaMemAllocationTypePinned;
    properties.location = {cudaMemLocationTypeDevice, device};
    properties.maxSize = 4096;
    cudaMemPool_t pool = nullptr;
    EXPECT_CUDA(cudaMemPoolCreate(&pool, &properties));
    return pool;
  }
};

TEST_F(GpuPools, TheDriverHasThem) {
  cudaMemPool_t usual = nullptr;
  cudaMemPool_t now = nullptr;
  ASSERT_CUDA(cudaDeviceGetDefaultMemPool(&usual, 0));
  const cudaMemPool_t pool = create();
  EXPECT_CUDA(cudaDeviceSetMemPool(0, pool));
  EXPECT_CUDA(cudaDeviceGetMemPool(&now, 0));
  EXPECT_EQ(now, pool);
  EXPECT_CUDA(cudaMemPoolTrimTo(pool, 100));
  int flag = 1;
  std::uint64_t bytes = UINT64_MAX;
  EXPECT_CUDA(cudaMemPoolSetAttribute(pool, cudaMemPoolReuseAllowInternalDependencies, &flag));
  EXPECT_CUDA(cudaMemPoolSetAttribute(pool, cudaMemPoolAttrReleaseThreshold, &bytes));
  flag = 0;
  EXPECT_CUDA(cudaMemPoolGetAttribute(pool, cudaMemPoolReuseAllowInternalDependencies, &flag));
  EXPECT_EQ(flag, 1);
  EXPECT_CUDA(cudaMemPoolGetAttribute(pool, cudaMemPoolAttrUsedMemHigh, &bytes));
  EXPECT_EQ(bytes, 8u);  // as the stand-in has it
  EXPECT_CUDA(cudaMemPoolDestroy(pool));
  EXPECT_CUDA(cudaDeviceGetMemPool(&now, 0));
  EXPECT_EQ(now, usual);
  EXPECT_EQ(cudaMemPoolDestroy(pool), cudaErrorInvalidValue);
  for (const char* line : {"cuMemPoolCreate 1 1:0 4096", "cuDeviceSetMemPool 0",
                           "cuMemPoolTrimTo 100", "cuMemPoolSetAttribute 3 1",
                           "cuMemPoolSetAttribute 4 18446744073709551615", "cuMemPoolDestroy"}) {
    EXPECT_CALLED(line);
  }
}

TEST_F(GpuPools, Allocations) {
  cudaStream_t stream = nullptr;
  ASSERT_CUDA(cudaStreamCreate(&stream));
  const cudaMemPool_t pool = create();
  void* memory = nullptr;
  ASSERT_CUDA(cudaMallocFromPoolAsync(&memory, 64, pool, stream));
  EXPECT_CALLED("cuMemAllocFromPoolAsync 64 stream");
  EXPECT_CUDA(cudaFreeAsync(memory, stream));
  cuda_->script("fail=cuMemAllocFromPoolAsync:2");
  EXPECT_EQ(cudaMallocFromPoolAsync(&memory, 64, pool, stream), cudaErrorMemoryAllocation);
  EXPECT_EQ(memory, nullptr);
}

TEST_F(GpuPools, AccessOfOtherDevices) {
  begin("devices=2");
  const cudaMemPool_t pool = create(1);
  const cudaMemAccessDesc access{{cudaMemLocationTypeDevice, 0}, cudaMemAccessFlagsProtReadWrite};
  EXPECT_CUDA(cudaMemPoolSetAccess(pool, &access, 1));
  EXPECT_CALLED("cuMemPoolSetAccess 1:0=3");
  cudaMemLocation location{cudaMemLocationTypeDevice, 1};
  cudaMemAccessFlags flags = cudaMemAccessFlagsProtNone;
  EXPECT_CUDA(cudaMemPoolGetAccess(&flags, pool, &location));
  EXPECT_EQ(flags, cudaMemAccessFlagsProtReadWrite);
}

TEST_F(GpuPools, APoolIsItsDevicesWhateverThreadDestroysIt) {
  begin("devices=2");
  ASSERT_CUDA(cudaSetDevice(0));
  const cudaMemPool_t pool = create(1);
  EXPECT_CALLED("cuMemPoolCreate 1 1:1 4096");
  EXPECT_CUDA(cudaMemPoolDestroy(pool));
  const std::size_t before = cuda_->alive();
  create(0);
  ASSERT_CUDA(cudaSetDevice(1));
  EXPECT_CUDA(cudaDeviceReset());
  EXPECT_EQ(cuda_->alive(), before + 1);
  ASSERT_CUDA(cudaSetDevice(0));
  EXPECT_CUDA(cudaDeviceReset());
  EXPECT_EQ(cuda_->alive(), before);
}

TEST_F(GpuPools, WhatIsRefusedIsNotAnnounced) {
  int value = 9;
  EXPECT_CUDA(cudaDeviceGetAttribute(&value, cudaDevAttrMemoryPoolsSupported, 0));
  EXPECT_EQ(value, 1);
  EXPECT_CUDA(cudaDeviceGetAttribute(&value, cudaDevAttrMemoryPoolSupportedHandleTypes, 0));
  EXPECT_EQ(value, 0);
}

TEST_F(GpuPools, AnOldDriverHasNone) {
  begin("", FakeDriver::kModulesOnly);
  cudaMemPool_t pool = nullptr;
  EXPECT_EQ(cudaDeviceGetDefaultMemPool(&pool, 0), cudaErrorCallRequiresNewerDriver);
}

}  // namespace
}  // namespace larder::tests
