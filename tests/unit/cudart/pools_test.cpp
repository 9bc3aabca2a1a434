// Memory pools on the CPU.
#include <cstdint>
#include <thread>
#include <vector>

#include "tests/unit/cudart/fixture.h"

namespace larder::tests {
namespace {

class CpuPoolsTest : public CpuRuntime {
 protected:
  static cudaMemPoolProps properties() {
    cudaMemPoolProps properties{};
    properties.allocType = cudaMemAllocationTypePinned;
    properties.location = {cudaMemLocationTypeDevice, 0};
    return properties;
  }
  static cudaMemPool_t create(std::size_t max = 0) {
    cudaMemPoolProps with = properties();
    with.maxSize = max;
    cudaMemPool_t pool = nullptr;
    EXPECT_CUDA(cudaMemPoolCreate(&pool, &with));
    return pool;
  }
  static std::uint64_t attribute(cudaMemPool_t pool, cudaMemPoolAttr which) {
    std::uint64_t value = 99;
    EXPECT_CUDA(cudaMemPoolGetAttribute(pool, which, &value));
    return value;
  }
  static char* allocate(std::size_t bytes, cudaMemPool_t pool) {
    char* memory = nullptr;
    EXPECT_CUDA(cudaMallocFromPoolAsync(&memory, bytes, pool, nullptr));
    return memory;
  }
};

TEST_F(CpuPoolsTest, TheDeviceHasPools) {
  int supported = 0;
  EXPECT_CUDA(cudaDeviceGetAttribute(&supported, cudaDevAttrMemoryPoolsSupported, 0));
  EXPECT_EQ(supported, 1);
  EXPECT_CUDA(cudaDeviceGetAttribute(&supported, cudaDevAttrMemoryPoolSupportedHandleTypes, 0));
  EXPECT_EQ(supported, cudaMemHandleTypeNone);
  cudaMemPool_t usual = nullptr;
  cudaMemPool_t now = nullptr;
  ASSERT_CUDA(cudaDeviceGetDefaultMemPool(&usual, 0));
  EXPECT_CUDA(cudaDeviceGetMemPool(&now, 0));
  EXPECT_EQ(now, usual);
  EXPECT_EQ(cudaMemPoolDestroy(usual), cudaErrorInvalidValue);
  EXPECT_EQ(cudaDeviceGetMemPool(&now, 1), cudaErrorInvalidDevice);
  EXPECT_EQ(cudaDeviceGetDefaultMemPool(&now, -1), cudaErrorInvalidDevice);
  EXPECT_EQ(cudaDeviceGetDefaultMemPool(nullptr, 0), cudaErrorInvalidValue);
}

TEST_F(CpuPoolsTest, APoolCountsItsMemory) {
  const cudaMemPool_t pool = create();
  char* first = allocate(100, pool);
  char* second = nullptr;
  ASSERT_CUDA(cudaMallocAsync(&second, 50, pool, nullptr));
  first[99] = second[49] = 1;
  EXPECT_EQ(attribute(pool, cudaMemPoolAttrUsedMemCurrent), 150u);
  EXPECT_EQ(attribute(pool, cudaMemPoolAttrReservedMemCurrent), 150u);
  EXPECT_CUDA(cudaFreeAsync(first, nullptr));
  EXPECT_EQ(attribute(pool, cudaMemPoolAttrUsedMemCurrent), 50u);
  EXPECT_EQ(attribute(pool, cudaMemPoolAttrUsedMemHigh), 150u);
  std::uint64_t zero = 0;
  EXPECT_CUDA(cudaMemPoolSetAttribute(pool, cudaMemPoolAttrUsedMemHigh, &zero));
  EXPECT_EQ(attribute(pool, cudaMemPoolAttrUsedMemHigh), 50u);
  EXPECT_EQ(attribute(pool, cudaMemPoolAttrReservedMemHigh), 150u);
  EXPECT_CUDA(cudaMemPoolSetAttribute(pool, cudaMemPoolAttrReservedMemHigh, &zero));
  EXPECT_EQ(attribute(pool, cudaMemPoolAttrReservedMemHigh), 50u);
  EXPECT_CUDA(cudaMemPoolTrimTo(pool, 0));
  EXPECT_EQ(attribute(pool, cudaMemPoolAttrUsedMemCurrent), 50u);
  EXPECT_CUDA(cudaFree(second));
  EXPECT_EQ(attribute(pool, cudaMemPoolAttrUsedMemCurrent), 0u);
  EXPECT_EQ(cudaFreeAsync(second, nullptr), cudaErrorInvalidValue);
}

TEST_F(CpuPoolsTest, CudaMallocAsyncTakesTheCurrentPool) {
  cudaMemPool_t usual = nullptr;
  cudaMemPool_t now = nullptr;
  const cudaMemPool_t pool = create();
  ASSERT_CUDA(cudaDeviceGetDefaultMemPool(&usual, 0));
  EXPECT_CUDA(cudaDeviceSetMemPool(0, pool));
  EXPECT_CUDA(cudaDeviceGetMemPool(&now, 0));
  EXPECT_EQ(now, pool);
  char* memory = nullptr;
  ASSERT_CUDA(cudaMallocAsync(&memory, 10, nullptr));
  EXPECT_EQ(attribute(pool, cudaMemPoolAttrUsedMemCurrent), 10u);
  EXPECT_EQ(attribute(usual, cudaMemPoolAttrUsedMemCurrent), 0u);
  EXPECT_CUDA(cudaMemPoolDestroy(pool));
  EXPECT_CUDA(cudaDeviceGetMemPool(&now, 0));
  EXPECT_EQ(now, usual);
  memory[9] = 1;  // it outlives its pool
  EXPECT_CUDA(cudaFreeAsync(memory, nullptr));
  EXPECT_EQ(cudaDeviceSetMemPool(0, pool), cudaErrorInvalidValue);
  EXPECT_EQ(cudaDeviceSetMemPool(0, nullptr), cudaErrorInvalidValue);
  EXPECT_EQ(cudaDeviceSetMemPool(3, usual), cudaErrorInvalidDevice);
}

TEST_F(CpuPoolsTest, AttributesAreKept) {
  const cudaMemPool_t pool = create();
  int flag = 0;
  EXPECT_CUDA(cudaMemPoolGetAttribute(pool, cudaMemPoolReuseAllowOpportunistic, &flag));
  EXPECT_EQ(flag, 1);
  flag = 0;
  EXPECT_CUDA(cudaMemPoolSetAttribute(pool, cudaMemPoolReuseAllowOpportunistic, &flag));
  flag = 7;
  EXPECT_CUDA(cudaMemPoolGetAttribute(pool, cudaMemPoolReuseAllowOpportunistic, &flag));
  EXPECT_EQ(flag, 0);
  std::uint64_t bytes = UINT64_MAX;
  EXPECT_EQ(attribute(pool, cudaMemPoolAttrReleaseThreshold), 0u);
  EXPECT_CUDA(cudaMemPoolSetAttribute(pool, cudaMemPoolAttrReleaseThreshold, &bytes));
  EXPECT_EQ(attribute(pool, cudaMemPoolAttrReleaseThreshold), UINT64_MAX);
  EXPECT_EQ(cudaMemPoolSetAttribute(pool, cudaMemPoolAttrUsedMemHigh, &bytes),
            cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemPoolSetAttribute(pool, cudaMemPoolAttrUsedMemCurrent, &bytes),
            cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemPoolSetAttribute(pool, cudaMemPoolAttrReleaseThreshold, nullptr),
            cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemPoolGetAttribute(pool, static_cast<cudaMemPoolAttr>(9), &bytes),
            cudaErrorInvalidValue);
}

TEST_F(CpuPoolsTest, APoolHasALimit) {
  const cudaMemPool_t pool = create(100);
  char* memory = allocate(60, pool);
  char* more = nullptr;
  EXPECT_EQ(cudaMallocFromPoolAsync(&more, 41, pool, nullptr), cudaErrorMemoryAllocation);
  EXPECT_EQ(more, nullptr);
  EXPECT_EQ(cudaMallocFromPoolAsync(&more, SIZE_MAX, pool, nullptr), cudaErrorMemoryAllocation);
  EXPECT_CUDA(cudaFreeAsync(memory, nullptr));
  EXPECT_CUDA(cudaFree(allocate(100, pool)));
  const cudaMemPool_t wide = create();
  EXPECT_EQ(cudaMallocFromPoolAsync(&more, SIZE_MAX / 2, wide, nullptr), cudaErrorMemoryAllocation);
  EXPECT_EQ(attribute(wide, cudaMemPoolAttrUsedMemCurrent), 0u);
  EXPECT_CUDA(cudaMallocFromPoolAsync(&more, 0, pool, nullptr));
  EXPECT_EQ(more, nullptr);
}

TEST_F(CpuPoolsTest, TheDeviceHasAccess) {
  const cudaMemPool_t pool = create();
  cudaMemAccessDesc access{{cudaMemLocationTypeDevice, 0}, cudaMemAccessFlagsProtReadWrite};
  EXPECT_CUDA(cudaMemPoolSetAccess(pool, &access, 1));
  cudaMemAccessFlags flags = cudaMemAccessFlagsProtNone;
  EXPECT_CUDA(cudaMemPoolGetAccess(&flags, pool, &access.location));
  EXPECT_EQ(flags, cudaMemAccessFlagsProtReadWrite);
  access.flags = cudaMemAccessFlagsProtNone;
  EXPECT_EQ(cudaMemPoolSetAccess(pool, &access, 1), cudaErrorInvalidValue);
  access.location.id = 1;
  EXPECT_EQ(cudaMemPoolSetAccess(pool, &access, 1), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemPoolGetAccess(&flags, pool, &access.location), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemPoolGetAccess(&flags, pool, nullptr), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemPoolSetAccess(pool, nullptr, 1), cudaErrorInvalidValue);
}

TEST_F(CpuPoolsTest, UnsupportedPoolsAreRefused) {
  cudaMemPool_t pool = nullptr;
  const auto refused = [&](cudaMemPoolProps with) { return cudaMemPoolCreate(&pool, &with); };
  cudaMemPoolProps with = properties();
  with.allocType = cudaMemAllocationTypeManaged;
  EXPECT_EQ(refused(with), cudaErrorNotSupported);
  with.allocType = cudaMemAllocationTypeInvalid;
  EXPECT_EQ(refused(with), cudaErrorInvalidValue);
  with = properties();
  with.handleTypes = cudaMemHandleTypePosixFileDescriptor;
  EXPECT_EQ(refused(with), cudaErrorNotSupported);
  with = properties();
  with.location.type = cudaMemLocationTypeHost;
  EXPECT_EQ(refused(with), cudaErrorNotSupported);
  with.location.type = cudaMemLocationTypeInvalid;
  EXPECT_EQ(refused(with), cudaErrorInvalidValue);
  with = properties();
  with.location.id = 1;
  EXPECT_EQ(refused(with), cudaErrorInvalidValue);
  with.location.id = -1;
  EXPECT_EQ(refused(with), cudaErrorInvalidValue);
  with = properties();
  with.reserved[53] = 1;
  EXPECT_EQ(refused(with), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemPoolCreate(&pool, nullptr), cudaErrorInvalidValue);
  EXPECT_EQ(pool, nullptr);
}

TEST_F(CpuPoolsTest, SharingIsRefused) {
  cudaMemPool_t pool = create();
  int handle = 0;
  void* memory = nullptr;
  cudaMemPoolPtrExportData data;
  constexpr auto kType = cudaMemHandleTypePosixFileDescriptor;
  EXPECT_EQ(cudaMemPoolExportToShareableHandle(&handle, pool, kType, 0), cudaErrorNotSupported);
  EXPECT_EQ(cudaMemPoolImportFromShareableHandle(&pool, &handle, kType, 0), cudaErrorNotSupported);
  EXPECT_EQ(cudaMemPoolExportPointer(&data, &handle), cudaErrorNotSupported);
  EXPECT_EQ(cudaMemPoolImportPointer(&memory, pool, &data), cudaErrorNotSupported);
}

TEST_F(CpuPoolsTest, WhatIsNoPoolIsRefused) {
  int mine = 0;
  auto* const wrong = reinterpret_cast<cudaMemPool_t>(&mine);
  std::uint64_t value = 0;
  void* memory = nullptr;
  EXPECT_EQ(cudaMemPoolDestroy(wrong), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemPoolDestroy(nullptr), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemPoolTrimTo(wrong, 0), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemPoolGetAttribute(wrong, cudaMemPoolAttrUsedMemHigh, &value),
            cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemPoolSetAttribute(wrong, cudaMemPoolAttrUsedMemHigh, &value),
            cudaErrorInvalidValue);
  EXPECT_EQ(cudaMallocFromPoolAsync(&memory, 4, wrong, nullptr), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMallocFromPoolAsync(&memory, 4, nullptr, nullptr), cudaErrorInvalidValue);
}

TEST_F(CpuPoolsTest, AResetLeavesTheDefaultPool) {
  cudaMemPool_t usual = nullptr;
  const cudaMemPool_t pool = create();
  ASSERT_CUDA(cudaDeviceGetDefaultMemPool(&usual, 0));
  allocate(10, pool);
  allocate(20, usual);
  EXPECT_CUDA(cudaDeviceReset());
  EXPECT_EQ(attribute(usual, cudaMemPoolAttrUsedMemCurrent), 0u);
  EXPECT_EQ(cudaMemPoolDestroy(pool), cudaErrorInvalidValue);
}

TEST_F(CpuPoolsTest, ThreadsShareAPool) {
  const cudaMemPool_t pool = create();
  std::vector<std::thread> threads;
  threads.reserve(4);
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([pool] {
      for (int turn = 0; turn < 200; ++turn) {
        char* const memory = allocate(16, pool);
        memory[15] = 1;
        EXPECT_CUDA(cudaFreeAsync(memory, cudaStreamPerThread));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(attribute(pool, cudaMemPoolAttrUsedMemCurrent), 0u);
  EXPECT_GE(attribute(pool, cudaMemPoolAttrUsedMemHigh), 16u);
}

}  // namespace
}  // namespace larder::tests
