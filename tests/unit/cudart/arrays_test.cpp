// Arrays on the CPU, and copies to and from them.
#include <numeric>
#include <string>
#include <vector>

#include "tests/unit/cudart/fixture.h"

namespace larder::tests {
namespace {

class CpuArrays : public CpuRuntime {
 protected:
  template <class T>
  cudaArray_t make(std::size_t width, std::size_t height = 0, std::size_t depth = 0,
                   unsigned flags = 0) {
    const cudaChannelFormatDesc format = cudaCreateChannelDesc<T>();
    cudaArray_t array = nullptr;
    EXPECT_CUDA(cudaMalloc3DArray(&array, &format, make_cudaExtent(width, height, depth), flags));
    return array;
  }
};

bool operator==(const cudaChannelFormatDesc& a, const cudaChannelFormatDesc& b) {
  return a.x == b.x && a.y == b.y && a.z == b.z && a.w == b.w && a.f == b.f;
}

TEST(ChannelFormats, ByType) {
  EXPECT_TRUE(cudaCreateChannelDesc<float>() ==
              cudaCreateChannelDesc(32, 0, 0, 0, cudaChannelFormatKindFloat));
  EXPECT_TRUE(cudaCreateChannelDesc<uchar4>() ==
              cudaCreateChannelDesc(8, 8, 8, 8, cudaChannelFormatKindUnsigned));
  EXPECT_TRUE(cudaCreateChannelDesc<char>() ==
              cudaCreateChannelDesc(8, 0, 0, 0, cudaChannelFormatKindSigned));
  EXPECT_TRUE(cudaCreateChannelDesc<short2>() ==
              cudaCreateChannelDesc(16, 16, 0, 0, cudaChannelFormatKindSigned));
  EXPECT_TRUE(cudaCreateChannelDescHalf2() ==
              cudaCreateChannelDesc(16, 16, 0, 0, cudaChannelFormatKindFloat));
  EXPECT_TRUE(cudaCreateChannelDescHalf1() == cudaCreateChannelDescHalf());
  EXPECT_EQ(cudaCreateChannelDescHalf4().w, 16);
  EXPECT_EQ(cudaCreateChannelDesc<double>().f, cudaChannelFormatKindNone);
}

TEST_F(CpuArrays, WhatTheyAre) {
  cudaArray_t array = nullptr;
  const cudaChannelFormatDesc format = cudaCreateChannelDesc<short2>();
  ASSERT_CUDA(cudaMallocArray(&array, &format, 5, 3, cudaArraySurfaceLoadStore));
  cudaChannelFormatDesc found{};
  cudaExtent extent{};
  unsigned flags = 0;
  EXPECT_CUDA(cudaArrayGetInfo(&found, &extent, &flags, array));
  EXPECT_TRUE(found == format);
  EXPECT_EQ(extent.width, 5u);
  EXPECT_EQ(extent.height, 3u);
  EXPECT_EQ(extent.depth, 0u);
  EXPECT_EQ(flags, unsigned{cudaArraySurfaceLoadStore});
  found = {};
  EXPECT_CUDA(cudaGetChannelDesc(&found, array));
  EXPECT_TRUE(found == format);
  EXPECT_CUDA(cudaFreeArray(array));
  EXPECT_EQ(cudaFreeArray(array), cudaErrorInvalidResourceHandle);
  EXPECT_EQ(cudaGetChannelDesc(&found, array), cudaErrorInvalidResourceHandle);
  EXPECT_CUDA(cudaFreeArray(nullptr));
}

TEST_F(CpuArrays, ShapesThatThereAre) {
  make<float>(4);
  make<float>(4, 4, 4);
  make<float>(4, 0, 3, cudaArrayLayered);
  make<float>(4, 4, 3, cudaArrayLayered);
  make<float>(4, 4, 6, cudaArrayCubemap);
  make<float>(4, 4, 12, cudaArrayCubemap | cudaArrayLayered);
  const cudaChannelFormatDesc format = cudaCreateChannelDesc<float>();
  cudaArray_t array = nullptr;
  const auto refuses = [&](cudaExtent extent, unsigned flags, cudaError_t error) {
    EXPECT_EQ(cudaMalloc3DArray(&array, &format, extent, flags), error);
  };
  refuses({0, 4, 0}, 0, cudaErrorInvalidValue);
  refuses({4, 0, 4}, 0, cudaErrorInvalidValue);
  refuses({4, 4, 0}, cudaArrayLayered, cudaErrorInvalidValue);
  refuses({4, 5, 6}, cudaArrayCubemap, cudaErrorInvalidValue);
  refuses({4, 4, 7}, cudaArrayCubemap | cudaArrayLayered, cudaErrorInvalidValue);
  refuses({4, 4, 0}, 0x1000, cudaErrorInvalidValue);
  refuses({4, 4, 0}, cudaArraySparse, cudaErrorNotSupported);
  refuses({std::size_t{1} << 40, 4, 0}, 0, cudaErrorInvalidValue);
  refuses({1 << 27, 1 << 27, 1 << 27}, 0, cudaErrorMemoryAllocation);
  EXPECT_EQ(cudaMallocArray(&array, &format, 4, 4, cudaArrayLayered), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMallocArray(&array, nullptr, 4), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMallocArray(nullptr, &format, 4), cudaErrorInvalidValue);
}

TEST_F(CpuArrays, FormatsThatThereAreNot) {
  cudaArray_t array = nullptr;
  for (const cudaChannelFormatDesc& format :
       {cudaCreateChannelDesc<double>(), cudaCreateChannelDesc<float3>(),
        cudaCreateChannelDesc(8, 16, 0, 0, cudaChannelFormatKindSigned),
        cudaCreateChannelDesc(8, 0, 0, 0, cudaChannelFormatKindFloat),
        cudaCreateChannelDesc(12, 0, 0, 0, cudaChannelFormatKindUnsigned)}) {
    EXPECT_EQ(cudaMallocArray(&array, &format, 4), cudaErrorInvalidChannelDescriptor);
  }
}

TEST_F(CpuArrays, MipmapsAreRefused) {
  cudaMipmappedArray_t mipmaps = nullptr;
  cudaArray_t level = nullptr;
  const cudaChannelFormatDesc format = cudaCreateChannelDesc<float>();
  EXPECT_EQ(cudaMallocMipmappedArray(&mipmaps, &format, {4, 4, 0}, 2), cudaErrorNotSupported);
  EXPECT_EQ(cudaGetMipmappedArrayLevel(&level, mipmaps, 0), cudaErrorNotSupported);
  EXPECT_CUDA(cudaFreeMipmappedArray(mipmaps));
  EXPECT_EQ(cudaFreeMipmappedArray(reinterpret_cast<cudaMipmappedArray_t>(&level)),
            cudaErrorNotSupported);
}

TEST_F(CpuArrays, CopiesOfRows) {
  cudaArray_t array = make<char>(4, 3);
  cudaArray_t other = make<char>(4, 3);
  EXPECT_CUDA(
      cudaMemcpy2DToArray(array, 0, 0, "abcd..efgh..ijkl..", 6, 4, 3, cudaMemcpyHostToDevice));
  EXPECT_CUDA(cudaMemcpy2DToArrayAsync(array, 1, 1, "xy", 1, 1, 2, cudaMemcpyHostToDevice));
  EXPECT_CUDA(cudaMemcpy2DArrayToArray(other, 1, 0, array, 0, 1, 3, 2));
  char out[13] = {};
  EXPECT_CUDA(cudaMemcpy2DFromArray(out, 4, array, 0, 0, 4, 3, cudaMemcpyDeviceToHost));
  EXPECT_EQ(std::string(out), "abcdexghiykl");
  EXPECT_CUDA(cudaMemcpy2DFromArrayAsync(out, 3, other, 1, 0, 3, 2, cudaMemcpyDeviceToHost));
  EXPECT_EQ(std::string(out, 6), "exgiyk");
  EXPECT_EQ(cudaMemcpy2DToArray(array, 1, 0, out, 4, 4, 3, cudaMemcpyHostToDevice),
            cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemcpy2DFromArray(out, 4, array, 0, 1, 4, 3, cudaMemcpyDeviceToHost),
            cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemcpy2DFromArray(out, 3, array, 0, 0, 4, 3, cudaMemcpyDeviceToHost),
            cudaErrorInvalidPitchValue);
  EXPECT_EQ(cudaMemcpy2DToArray(nullptr, 0, 0, out, 4, 4, 3, cudaMemcpyHostToDevice),
            cudaErrorInvalidValue);
}

TEST_F(CpuArrays, CopiesOfBytes) {
  cudaArray_t array = make<short>(2, 3);
  cudaArray_t narrow = make<char>(3, 4);
  EXPECT_CUDA(cudaMemcpyToArray(array, 0, 0, "abcdefghijkl", 12, cudaMemcpyHostToDevice));
  EXPECT_CUDA(cudaMemcpyToArrayAsync(array, 2, 0, "VWXYZ", 5, cudaMemcpyHostToDevice));
  char out[13] = {};
  EXPECT_CUDA(cudaMemcpyFromArray(out, array, 0, 0, 12, cudaMemcpyDeviceToHost));
  EXPECT_EQ(std::string(out), "abVWXYZhijkl");
  EXPECT_CUDA(cudaMemcpyFromArrayAsync(out, array, 3, 1, 5, cudaMemcpyDeviceToHost));
  EXPECT_EQ(std::string(out, 5), "hijkl");
  EXPECT_CUDA(cudaMemcpyArrayToArray(narrow, 1, 0, array, 1, 0, 11));
  EXPECT_CUDA(cudaMemcpyFromArray(out, narrow, 1, 0, 11, cudaMemcpyDeviceToHost));
  EXPECT_EQ(std::string(out, 11), "bVWXYZhijkl");
  EXPECT_EQ(cudaMemcpyToArray(array, 0, 0, out, 13, cudaMemcpyHostToDevice), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemcpyToArray(array, 4, 0, out, 1, cudaMemcpyHostToDevice), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemcpyFromArray(out, nullptr, 0, 0, 1, cudaMemcpyDeviceToHost),
            cudaErrorInvalidValue);
}

TEST_F(CpuArrays, CopiesOfVolumes) {
  cudaArray_t array = make<int>(2, 2, 2);
  std::vector<int> in(8);
  std::iota(in.begin(), in.end(), 0);
  cudaMemcpy3DParms to = {};
  to.srcPtr = make_cudaPitchedPtr(in.data(), 8, 2, 2);
  to.dstArray = array;
  to.extent = make_cudaExtent(2, 2, 2);
  to.kind = cudaMemcpyHostToDevice;
  EXPECT_CUDA(cudaMemcpy3D(&to));
  cudaArray_t other = make<int>(2, 2, 2);
  cudaMemcpy3DParms between = {};
  between.srcArray = array;
  between.srcPos = make_cudaPos(1, 1, 0);
  between.dstArray = other;
  between.extent = make_cudaExtent(1, 1, 2);
  between.kind = cudaMemcpyDeviceToDevice;
  EXPECT_CUDA(cudaMemcpy3DAsync(&between));
  std::vector<int> out(2);
  cudaMemcpy3DParms from = {};
  from.srcArray = other;
  from.dstPtr = make_cudaPitchedPtr(out.data(), 4, 1, 1);
  from.extent = make_cudaExtent(1, 1, 2);
  from.kind = cudaMemcpyDeviceToHost;
  EXPECT_CUDA(cudaMemcpy3D(&from));
  EXPECT_EQ(out, (std::vector<int>{3, 7}));
  from.srcPos = make_cudaPos(0, 0, 1);
  EXPECT_EQ(cudaMemcpy3D(&from), cudaErrorInvalidValue);
  between.dstArray = make<short>(4, 4, 4);
  EXPECT_EQ(cudaMemcpy3D(&between), cudaErrorInvalidValue);
}

}  // namespace
}  // namespace larder::tests
