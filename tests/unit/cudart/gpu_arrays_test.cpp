// Arrays, textures and surfaces on a GPU: what reaches the driver.
#include <cstring>

#include "tests/unit/cudart/gpu_fixture.h"

namespace larder::tests {
namespace {

cudaResourceDesc of(cudaArray_t array) {
  cudaResourceDesc resource{};
  resource.resType = cudaResourceTypeArray;
  resource.res.array.array = array;
  return resource;
}

TEST_F(GpuRuntime, Arrays) {
  const cudaChannelFormatDesc format = cudaCreateChannelDesc<uchar4>();
  cudaArray_t flat = nullptr;
  cudaArray_t cube = nullptr;
  ASSERT_CUDA(cudaMallocArray(&flat, &format, 4, 2, cudaArraySurfaceLoadStore));
  ASSERT_CUDA(cudaMalloc3DArray(&cube, &format, make_cudaExtent(4, 4, 6), cudaArrayCubemap));
  EXPECT_CALLED("cuArray3DCreate 4 2 0 1 4 2");
  EXPECT_CALLED("cuArray3DCreate 4 4 6 1 4 4");
  cudaChannelFormatDesc found{};
  cudaExtent extent{};
  unsigned flags = 0;
  ASSERT_CUDA(cudaArrayGetInfo(&found, &extent, &flags, cube));
  EXPECT_EQ(found.w, 8);
  EXPECT_EQ(found.f, cudaChannelFormatKindUnsigned);
  EXPECT_EQ(extent.depth, 6u);
  EXPECT_EQ(flags, unsigned{cudaArrayCubemap});
  EXPECT_CUDA(cudaFreeArray(flat));
  EXPECT_EQ(cudaFreeArray(flat), cudaErrorInvalidResourceHandle);
  cuda_->script("fail=cuArray3DCreate:2");
  EXPECT_EQ(cudaMallocArray(&flat, &format, 4), cudaErrorMemoryAllocation);
}

TEST_F(GpuRuntime, FormatsHaveTheDriversNumbers) {
  const auto made = [&](const cudaChannelFormatDesc& format) {
    cudaArray_t array = nullptr;
    EXPECT_CUDA(cudaMallocArray(&array, &format, 1));
    cudaChannelFormatDesc found{};
    EXPECT_CUDA(cudaGetChannelDesc(&found, array));
    EXPECT_EQ(std::memcmp(&found, &format, sizeof found), 0);
  };
  made(cudaCreateChannelDesc<char>());
  made(cudaCreateChannelDesc<ushort2>());
  made(cudaCreateChannelDesc<short>());
  made(cudaCreateChannelDesc<uint4>());
  made(cudaCreateChannelDesc<int>());
  made(cudaCreateChannelDesc<float2>());
  made(cudaCreateChannelDescHalf4());
  for (const char* line :
       {"cuArray3DCreate 1 0 0 8 1 0", "cuArray3DCreate 1 0 0 2 2 0", "cuArray3DCreate 1 0 0 9 1 0",
        "cuArray3DCreate 1 0 0 3 4 0", "cuArray3DCreate 1 0 0 10 1 0",
        "cuArray3DCreate 1 0 0 32 2 0", "cuArray3DCreate 1 0 0 16 4 0"}) {
    EXPECT_CALLED(line);
  }
}

TEST_F(GpuRuntime, CopiesOfArrays) {
  const cudaChannelFormatDesc format = cudaCreateChannelDesc<char>();
  cudaArray_t array = nullptr;
  ASSERT_CUDA(cudaMallocArray(&array, &format, 4, 3));
  EXPECT_CUDA(cudaMemcpyToArray(array, 0, 0, "abcdefghijkl", 12, cudaMemcpyHostToDevice));
  EXPECT_CALLED("cuMemcpy3D 4x3x1 1 to 3");
  char out[13] = {};
  EXPECT_CUDA(cudaMemcpyFromArray(out, array, 2, 0, 7, cudaMemcpyDeviceToHost));
  EXPECT_EQ(std::string(out), "cdefghi");
  EXPECT_CUDA(cudaMemcpy2DFromArrayAsync(out, 2, array, 1, 1, 2, 2, cudaMemcpyDeviceToHost));
  EXPECT_EQ(std::string(out, 4), "fgjk");
  EXPECT_CALLED("cuMemcpy3DAsync 2x2x1 3 to 1");
  void* memory = allocate(12);
  EXPECT_CUDA(cudaMemcpy2DFromArray(memory, 4, array, 0, 0, 4, 1, cudaMemcpyDeviceToDevice));
  EXPECT_CALLED("cuMemcpy3D 4x1x1 3 to 2");
  cudaMemcpy3DParms parameters = {};
  parameters.srcArray = array;
  parameters.dstArray = array;
  parameters.dstPos = make_cudaPos(0, 1, 0);
  parameters.extent = make_cudaExtent(4, 1, 1);
  parameters.kind = cudaMemcpyDeviceToDevice;
  EXPECT_CUDA(cudaMemcpy3D(&parameters));
  EXPECT_CALLED("cuMemcpy3D 4x1x1 3 to 3");
  EXPECT_CUDA(cudaMemcpy2DFromArray(out, 4, array, 0, 1, 4, 1, cudaMemcpyDeviceToHost));
  EXPECT_EQ(std::string(out, 4), "abcd");
}

TEST_F(GpuRuntime, TexturesAndSurfaces) {
  const std::size_t before = cuda_->alive();
  const cudaChannelFormatDesc format = cudaCreateChannelDesc<short2>();
  cudaArray_t array = nullptr;
  ASSERT_CUDA(cudaMallocArray(&array, &format, 8, 8, cudaArraySurfaceLoadStore));
  cudaResourceDesc resource = of(array);
  cudaTextureDesc reading{};
  reading.addressMode[0] = cudaAddressModeBorder;
  reading.addressMode[1] = cudaAddressModeMirror;
  reading.filterMode = cudaFilterModeLinear;
  reading.readMode = cudaReadModeNormalizedFloat;
  reading.normalizedCoords = 1;
  reading.sRGB = 1;
  reading.seamlessCubemap = 1;
  reading.maxAnisotropy = 8;
  reading.borderColor[3] = 5;
  cudaTextureObject_t texture = 0;
  ASSERT_CUDA(cudaCreateTextureObject(&texture, &resource, &reading, nullptr));
  EXPECT_CALLED("cuTexObjectCreate array, 3 2 0 1 82 8 border 5");
  cudaTextureDesc found{};
  EXPECT_CUDA(cudaGetTextureObjectTextureDesc(&found, texture));
  EXPECT_EQ(found.maxAnisotropy, 8u);
  cudaResourceDesc found_resource{};
  EXPECT_CUDA(cudaGetTextureObjectResourceDesc(&found_resource, texture));
  EXPECT_EQ(found_resource.res.array.array, array);
  cudaSurfaceObject_t surface = 0;
  ASSERT_CUDA(cudaCreateSurfaceObject(&surface, &resource));
  EXPECT_CALLED("cuSurfObjectCreate array");
  EXPECT_CUDA(cudaGetSurfaceObjectResourceDesc(&found_resource, surface));
  EXPECT_EQ(cuda_->alive(), before + 3);
  EXPECT_CUDA(cudaDestroyTextureObject(texture));
  EXPECT_EQ(cudaGetTextureObjectTextureDesc(&found, texture), cudaErrorInvalidValue);
  EXPECT_CUDA(cudaDestroySurfaceObject(surface));
  EXPECT_EQ(cudaGetSurfaceObjectResourceDesc(&found_resource, surface), cudaErrorInvalidValue);
  ASSERT_CUDA(cudaCreateSurfaceObject(&surface, &resource));
  ASSERT_CUDA(cudaCreateTextureObject(&texture, &resource, &reading, nullptr));
  EXPECT_CUDA(cudaDeviceReset());
  EXPECT_EQ(cuda_->alive(), before);
}

TEST_F(GpuRuntime, TexturesOfMemory) {
  void* memory = allocate(64);
  cudaTextureDesc reading{};
  cudaTextureObject_t texture = 0;
  cudaResourceDesc resource{};
  resource.resType = cudaResourceTypeLinear;
  resource.res.linear = {memory, cudaCreateChannelDesc<float2>(), 64};
  ASSERT_CUDA(cudaCreateTextureObject(&texture, &resource, &reading, nullptr));
  EXPECT_CALLED("cuTexObjectCreate linear 32 2 64, 0 0 0 0 1 0 border 0");
  resource = {};
  resource.resType = cudaResourceTypePitch2D;
  resource.res.pitch2D = {memory, cudaCreateChannelDesc<unsigned char>(), 7, 4, 16};
  reading.disableTrilinearOptimization = 1;
  ASSERT_CUDA(cudaCreateTextureObject(&texture, &resource, &reading, nullptr));
  EXPECT_CALLED("cuTexObjectCreate rows 1 1 7 4 16, 0 0 0 0 33 0 border 0");
}

}  // namespace
}  // namespace larder::tests
