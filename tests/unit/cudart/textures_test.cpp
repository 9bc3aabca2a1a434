// Texture and surface objects on the CPU. The functions that read them run on the host here;
// tests/unit/cudart_device has their filtering.
#include <vector>

#include "tests/unit/cudart/fixture.h"

namespace larder::tests {
namespace {

class CpuTextures : public CpuRuntime {
 protected:
  cudaArray_t array(const std::vector<float>& values, unsigned flags = 0) {
    const cudaChannelFormatDesc format = cudaCreateChannelDesc<float>();
    cudaArray_t made = nullptr;
    EXPECT_CUDA(cudaMallocArray(&made, &format, values.size(), 1, flags));
    EXPECT_CUDA(
        cudaMemcpyToArray(made, 0, 0, values.data(), values.size() * 4, cudaMemcpyHostToDevice));
    return made;
  }
  static cudaResourceDesc of(cudaArray_t array) {
    cudaResourceDesc resource{};
    resource.resType = cudaResourceTypeArray;
    resource.res.array.array = array;
    return resource;
  }
  static cudaResourceDesc linear(void* memory, std::size_t bytes) {
    cudaResourceDesc resource{};
    resource.resType = cudaResourceTypeLinear;
    resource.res.linear = {memory, cudaCreateChannelDesc<int>(), bytes};
    return resource;
  }

  cudaTextureObject_t texture_ = 0;
  cudaTextureDesc clamp_{{cudaAddressModeClamp, cudaAddressModeClamp, cudaAddressModeClamp},
                         cudaFilterModePoint,
                         cudaReadModeElementType,
                         0,
                         {},
                         0,
                         0,
                         cudaFilterModePoint,
                         0,
                         0,
                         0,
                         0,
                         0};
};

TEST_F(CpuTextures, OfAnArray) {
  const cudaResourceDesc resource = of(array({1, 2, 3}));
  clamp_.filterMode = cudaFilterModeLinear;
  ASSERT_CUDA(cudaCreateTextureObject(&texture_, &resource, &clamp_, nullptr));
  EXPECT_EQ(tex1D<float>(texture_, 1), 1.5f);
  EXPECT_EQ(tex2D<float>(texture_, 9, 0.5f), 3);
  cudaResourceDesc found{};
  EXPECT_CUDA(cudaGetTextureObjectResourceDesc(&found, texture_));
  EXPECT_EQ(found.res.array.array, resource.res.array.array);
  cudaTextureDesc reading{};
  EXPECT_CUDA(cudaGetTextureObjectTextureDesc(&reading, texture_));
  EXPECT_EQ(reading.filterMode, cudaFilterModeLinear);
  EXPECT_CUDA(cudaFreeArray(resource.res.array.array));
  EXPECT_EQ(tex1D<float>(texture_, 1), 1.5f);
  EXPECT_CUDA(cudaDestroyTextureObject(texture_));
  EXPECT_EQ(cudaDestroyTextureObject(texture_), cudaErrorInvalidValue);
  EXPECT_EQ(cudaGetTextureObjectResourceDesc(&found, texture_), cudaErrorInvalidValue);
  EXPECT_EQ(cudaGetTextureObjectTextureDesc(&reading, 77), cudaErrorInvalidValue);
  EXPECT_CUDA(cudaDestroyTextureObject(0));
}

TEST_F(CpuTextures, OfMemory) {
  int* memory = nullptr;
  ASSERT_CUDA(cudaMalloc(&memory, 64));
  for (int i = 0; i < 16; ++i) memory[i] = i;
  cudaResourceDesc resource = linear(memory, 40);
  ASSERT_CUDA(cudaCreateTextureObject(&texture_, &resource, &clamp_, nullptr));
  EXPECT_EQ(tex1Dfetch<int>(texture_, 9), 9);
  EXPECT_EQ(tex1Dfetch<int>(texture_, 10), 0);
  memory[9] = 90;
  EXPECT_EQ(tex1Dfetch<int>(texture_, 9), 90);
  resource = {};
  resource.resType = cudaResourceTypePitch2D;
  resource.res.pitch2D = {memory, cudaCreateChannelDesc<int2>(), 1, 4, 16};
  ASSERT_CUDA(cudaCreateTextureObject(&texture_, &resource, &clamp_, nullptr));
  EXPECT_EQ(tex2D<int2>(texture_, 5, 3).y, 13);
  resource.res.pitch2D.width = 3;
  EXPECT_EQ(cudaCreateTextureObject(&texture_, &resource, &clamp_, nullptr),
            cudaErrorInvalidPitchValue);
  resource.res.pitch2D = {memory, cudaCreateChannelDesc<int2>(), 2, 5, 16};
  EXPECT_EQ(cudaCreateTextureObject(&texture_, &resource, &clamp_, nullptr), cudaErrorInvalidValue);
  resource = linear(memory, 68);
  EXPECT_EQ(cudaCreateTextureObject(&texture_, &resource, &clamp_, nullptr), cudaErrorInvalidValue);
  resource = linear(nullptr, 64);
  EXPECT_EQ(cudaCreateTextureObject(&texture_, &resource, &clamp_, nullptr), cudaErrorInvalidValue);
}

TEST_F(CpuTextures, WhatIsRefused) {
  int* memory = nullptr;
  ASSERT_CUDA(cudaMalloc(&memory, 64));
  cudaResourceDesc resource = linear(memory, 64);
  const auto refuses = [&](cudaError_t error) {
    EXPECT_EQ(cudaCreateTextureObject(&texture_, &resource, &clamp_, nullptr), error);
  };
  resource.res.linear.desc = cudaCreateChannelDesc<uchar4>();
  clamp_.addressMode[0] = cudaAddressModeBorder;
  clamp_.borderColor[1] = 1;  // whose bits are a large number
  refuses(cudaErrorNotSupported);
  clamp_.addressMode[0] = cudaAddressModeClamp;
  refuses(cudaSuccess);
  ASSERT_CUDA(cudaDestroyTextureObject(texture_));
  clamp_.borderColor[1] = 0;
  resource = linear(memory, 64);
  clamp_.seamlessCubemap = 1;
  refuses(cudaErrorNotSupported);
  clamp_.seamlessCubemap = 0;
  clamp_.addressMode[2] = static_cast<cudaTextureAddressMode>(9);
  refuses(cudaErrorInvalidValue);
  clamp_.addressMode[2] = cudaAddressModeWrap;
  clamp_.filterMode = static_cast<cudaTextureFilterMode>(3);
  refuses(cudaErrorInvalidValue);
  clamp_.filterMode = cudaFilterModeLinear;
  resource.resType = cudaResourceTypePitch2D;
  resource.res.pitch2D = {memory, cudaCreateChannelDesc<int>(), 4, 4, 16};
  refuses(cudaErrorInvalidFilterSetting);
  resource.res.pitch2D.desc = cudaCreateChannelDesc<double>();
  refuses(cudaErrorInvalidChannelDescriptor);
  resource.resType = cudaResourceTypeMipmappedArray;
  refuses(cudaErrorNotSupported);
  resource = of(reinterpret_cast<cudaArray_t>(memory));
  refuses(cudaErrorInvalidResourceHandle);
  resource = of(array({1}));
  cudaResourceViewDesc view{};
  EXPECT_EQ(cudaCreateTextureObject(&texture_, &resource, &clamp_, &view), cudaErrorNotSupported);
  EXPECT_EQ(cudaCreateTextureObject(&texture_, nullptr, &clamp_, nullptr), cudaErrorInvalidValue);
  EXPECT_EQ(cudaCreateTextureObject(&texture_, &resource, nullptr, nullptr), cudaErrorInvalidValue);
  EXPECT_EQ(cudaCreateTextureObject(nullptr, &resource, &clamp_, nullptr), cudaErrorInvalidValue);
}

TEST_F(CpuTextures, Surfaces) {
  const cudaResourceDesc resource = of(array({1, 2, 3}, cudaArraySurfaceLoadStore));
  cudaSurfaceObject_t surface = 0;
  ASSERT_CUDA(cudaCreateSurfaceObject(&surface, &resource));
  ASSERT_CUDA(cudaCreateTextureObject(&texture_, &resource, &clamp_, nullptr));
  surf2Dwrite(7.0f, surface, 4, 0);
  EXPECT_EQ(surf1Dread<float>(surface, 4), 7);
  EXPECT_EQ(tex2D<float>(texture_, 1, 0), 7);
  cudaResourceDesc found{};
  EXPECT_CUDA(cudaGetSurfaceObjectResourceDesc(&found, surface));
  EXPECT_EQ(found.res.array.array, resource.res.array.array);
  EXPECT_CUDA(cudaDestroySurfaceObject(surface));
  EXPECT_EQ(cudaDestroySurfaceObject(surface), cudaErrorInvalidValue);
  EXPECT_EQ(cudaGetSurfaceObjectResourceDesc(&found, surface), cudaErrorInvalidValue);
  const cudaResourceDesc without = of(array({1}));
  EXPECT_EQ(cudaCreateSurfaceObject(&surface, &without), cudaErrorInvalidValue);
  int* memory = nullptr;
  ASSERT_CUDA(cudaMalloc(&memory, 64));
  const cudaResourceDesc of_memory = linear(memory, 64);
  EXPECT_EQ(cudaCreateSurfaceObject(&surface, &of_memory), cudaErrorInvalidValue);
}

TEST_F(CpuTextures, ResetDestroysThem) {
  const cudaResourceDesc resource = of(array({1, 2, 3}));
  ASSERT_CUDA(cudaCreateTextureObject(&texture_, &resource, &clamp_, nullptr));
  EXPECT_CUDA(cudaDeviceReset());
  EXPECT_EQ(cudaDestroyTextureObject(texture_), cudaErrorInvalidValue);
  EXPECT_EQ(cudaFreeArray(resource.res.array.array), cudaErrorInvalidResourceHandle);
}

}  // namespace
}  // namespace larder::tests
