// Memory and copies on the CPU.
#include <cstdint>
#include <string>
#include <vector>

#include "tests/unit/cudart/fixture.h"

namespace larder::tests {
namespace {

using CpuMemory = CpuRuntime;

TEST_F(CpuMemory, MallocAndFree) {
  float* memory = nullptr;
  ASSERT_CUDA(cudaMalloc(&memory, 100));
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(memory) % 256, 0u);
  EXPECT_CUDA(cudaFree(memory));
  EXPECT_EQ(cudaFree(memory), cudaErrorInvalidValue);
  EXPECT_CUDA(cudaFree(nullptr));
  int on_stack = 0;
  EXPECT_EQ(cudaFree(&on_stack), cudaErrorInvalidValue);
  EXPECT_CUDA(cudaMalloc(&memory, 0));
  EXPECT_EQ(memory, nullptr);
  EXPECT_EQ(cudaMalloc(&memory, SIZE_MAX / 2), cudaErrorMemoryAllocation);
  EXPECT_EQ(cudaMalloc(&memory, SIZE_MAX), cudaErrorMemoryAllocation);
  EXPECT_EQ(cudaMalloc(static_cast<void**>(nullptr), 4), cudaErrorInvalidValue);
}

TEST_F(CpuMemory, CopiesInAllDirections) {
  const std::vector<int> in = {1, 2, 3};
  std::vector<int> out(3);
  int* first = nullptr;
  int* second = nullptr;
  ASSERT_CUDA(cudaMalloc(&first, 12));
  ASSERT_CUDA(cudaMalloc(&second, 12));
  EXPECT_CUDA(cudaMemcpy(first, in.data(), 12, cudaMemcpyHostToDevice));
  EXPECT_CUDA(cudaMemcpyAsync(second, first, 12, cudaMemcpyDeviceToDevice));
  EXPECT_CUDA(cudaMemcpy(out.data(), second, 12, cudaMemcpyDefault));
  EXPECT_EQ(out, in);
  EXPECT_CUDA(cudaMemcpy(first, in.data(), 0, cudaMemcpyHostToDevice));
  EXPECT_EQ(cudaMemcpy(first, in.data(), 16, cudaMemcpyHostToDevice), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemcpy(first + 2, in.data(), 8, cudaMemcpyHostToDevice), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemcpy(first, in.data(), 4, static_cast<cudaMemcpyKind>(9)),
            cudaErrorInvalidMemcpyDirection);
  EXPECT_EQ(cudaMemcpy(nullptr, in.data(), 4, cudaMemcpyHostToDevice), cudaErrorInvalidValue);
  EXPECT_CUDA(cudaMemcpyPeer(second, 0, first, 0, 12));
  EXPECT_CUDA(cudaMemcpyPeerAsync(second, 0, first, 0, 12));
}

TEST_F(CpuMemory, Settings) {
  unsigned char* memory = nullptr;
  ASSERT_CUDA(cudaMalloc(&memory, 16));
  EXPECT_CUDA(cudaMemset(memory, 0x1ff, 8));
  EXPECT_CUDA(cudaMemsetAsync(memory + 8, 7, 8));
  unsigned char out[16];
  EXPECT_CUDA(cudaMemcpy(out, memory, 16, cudaMemcpyDeviceToHost));
  EXPECT_EQ(out[7], 0xff);
  EXPECT_EQ(out[8], 7);
  EXPECT_EQ(cudaMemset(memory, 0, 17), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemset(nullptr, 0, 1), cudaErrorInvalidValue);
}

TEST_F(CpuMemory, RowsAndSlices) {
  char* memory = nullptr;
  std::size_t pitch = 0;
  ASSERT_CUDA(cudaMallocPitch(&memory, &pitch, 3, 2));
  EXPECT_EQ(pitch % 512, 0u);
  EXPECT_CUDA(cudaMemcpy2D(memory, pitch, "abcdef", 3, 3, 2, cudaMemcpyHostToDevice));
  EXPECT_EQ(memory[pitch], 'd');
  char out[6] = {};
  EXPECT_CUDA(cudaMemcpy2DAsync(out, 3, memory, pitch, 3, 2, cudaMemcpyDeviceToHost));
  EXPECT_EQ(std::string(out, 6), "abcdef");
  EXPECT_CUDA(cudaMemset2D(memory, pitch, 'x', 2, 2));
  EXPECT_CUDA(cudaMemset2DAsync(memory, pitch, 'y', 1, 2));
  EXPECT_EQ(std::string(memory + pitch, 3), "yxf");
  EXPECT_EQ(cudaMemcpy2D(memory, 2, out, 3, 3, 2, cudaMemcpyHostToDevice),
            cudaErrorInvalidPitchValue);
  EXPECT_EQ(cudaMemcpy2D(memory, pitch, out, 3, 3, 3, cudaMemcpyHostToDevice),
            cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemset2D(memory, 1, 0, 2, 2), cudaErrorInvalidPitchValue);
  EXPECT_EQ(cudaMallocPitch(&memory, &pitch, SIZE_MAX - 5, 2), cudaErrorMemoryAllocation);
  EXPECT_CUDA(cudaMallocPitch(&memory, &pitch, 0, 2));
  EXPECT_EQ(memory, nullptr);
}

TEST_F(CpuMemory, Volumes) {
  cudaPitchedPtr volume;
  const cudaExtent extent = make_cudaExtent(4, 3, 2);
  ASSERT_CUDA(cudaMalloc3D(&volume, extent));
  EXPECT_EQ(volume.xsize, 4u);
  EXPECT_EQ(volume.ysize, 3u);
  EXPECT_CUDA(cudaMemset3D(volume, 7, extent));
  EXPECT_CUDA(cudaMemset3DAsync(volume, 8, make_cudaExtent(1, 3, 2)));
  char out[24] = {};
  cudaMemcpy3DParms parameters = {};
  parameters.srcPtr = volume;
  parameters.dstPtr = make_cudaPitchedPtr(out, 4, 4, 3);
  parameters.extent = extent;
  parameters.kind = cudaMemcpyDeviceToHost;
  EXPECT_CUDA(cudaMemcpy3D(&parameters));
  EXPECT_EQ(out[20], 8);
  EXPECT_EQ(out[23], 7);
  parameters.dstPos = make_cudaPos(1, 1, 1);
  parameters.extent = make_cudaExtent(1, 1, 1);
  EXPECT_CUDA(cudaMemcpy3DAsync(&parameters));
  EXPECT_EQ(out[12 + 4 + 1], 8);
  cudaMemcpy3DPeerParms peers = {};
  peers.srcPtr = volume;
  peers.dstPtr = volume;
  peers.extent = extent;
  EXPECT_CUDA(cudaMemcpy3DPeer(&peers));
  EXPECT_CUDA(cudaMemcpy3DPeerAsync(&peers));
  parameters.srcArray = reinterpret_cast<cudaArray_t>(out);
  EXPECT_EQ(cudaMemcpy3D(&parameters), cudaErrorInvalidResourceHandle);
  EXPECT_EQ(cudaMemcpy3D(nullptr), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMalloc3D(&volume, make_cudaExtent(4, SIZE_MAX / 2, 8)), cudaErrorMemoryAllocation);
}

TEST_F(CpuMemory, HostMemory) {
  int* memory = nullptr;
  ASSERT_CUDA(cudaMallocHost(&memory, 16));
  EXPECT_EQ(cudaFree(memory), cudaErrorInvalidValue);
  EXPECT_CUDA(cudaFreeHost(memory));
  ASSERT_CUDA(cudaHostAlloc(&memory, 16, cudaHostAllocPortable));
  unsigned flags = 0;
  EXPECT_CUDA(cudaHostGetFlags(&flags, memory));
  EXPECT_EQ(flags, unsigned{cudaHostAllocPortable | cudaHostAllocMapped});
  int* device = nullptr;
  EXPECT_CUDA(cudaHostGetDevicePointer(&device, memory + 1, 0));
  EXPECT_EQ(device, memory + 1);
  EXPECT_EQ(cudaHostAlloc(&memory, 16, 0x80), cudaErrorInvalidValue);
  EXPECT_EQ(cudaHostGetDevicePointer(&device, &flags, 0), cudaErrorInvalidValue);
  EXPECT_EQ(cudaHostGetFlags(&flags, &flags), cudaErrorInvalidValue);
  EXPECT_EQ(cudaFreeHost(&flags), cudaErrorInvalidValue);
}

TEST_F(CpuMemory, RegisteredMemory) {
  int mine[8];
  EXPECT_CUDA(cudaHostRegister(mine, sizeof mine, cudaHostRegisterMapped));
  EXPECT_EQ(cudaHostRegister(mine + 2, 4, 0), cudaErrorHostMemoryAlreadyRegistered);
  int* device = nullptr;
  EXPECT_CUDA(cudaHostGetDevicePointer(&device, mine, 0));
  EXPECT_EQ(device, mine);
  EXPECT_EQ(cudaFreeHost(mine), cudaErrorInvalidValue);
  EXPECT_CUDA(cudaHostUnregister(mine));
  EXPECT_EQ(cudaHostUnregister(mine), cudaErrorHostMemoryNotRegistered);
  EXPECT_EQ(cudaHostRegister(nullptr, 4, 0), cudaErrorInvalidValue);
  EXPECT_EQ(cudaHostRegister(mine, 4, 0x80), cudaErrorInvalidValue);
}

TEST_F(CpuMemory, ManagedMemory) {
  int* memory = nullptr;
  ASSERT_CUDA(cudaMallocManaged(&memory, 16));
  memory[3] = 5;
  EXPECT_CUDA(cudaMemPrefetchAsync(memory, 16, 0));
  EXPECT_CUDA(cudaMemPrefetchAsync(memory, 16, cudaMemLocation{cudaMemLocationTypeHost, 0}, 0));
  EXPECT_CUDA(cudaMemAdvise(memory, 16, cudaMemAdviseSetPreferredLocation, 0));
  EXPECT_CUDA(cudaMemAdvise(memory, 16, cudaMemAdviseSetAccessedBy,
                            cudaMemLocation{cudaMemLocationTypeDevice, 0}));
  EXPECT_CUDA(cudaStreamAttachMemAsync(nullptr, memory));
  EXPECT_EQ(cudaMemPrefetchAsync(memory, 17, 0), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemPrefetchAsync(memory, 16, 3), cudaErrorInvalidDevice);
  EXPECT_EQ(cudaMallocManaged(&memory, 16, 9), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMallocManaged(&memory, 0), cudaErrorInvalidValue);
  EXPECT_CUDA(cudaFree(memory));
}

TEST_F(CpuMemory, MemoryOfStreams) {
  int* memory = nullptr;
  cudaStream_t stream = nullptr;
  ASSERT_CUDA(cudaStreamCreate(&stream));
  ASSERT_CUDA(cudaMallocAsync(&memory, 16, stream));
  EXPECT_CUDA(cudaFreeAsync(memory, stream));
  EXPECT_CUDA(cudaFreeAsync(nullptr, stream));
  EXPECT_EQ(cudaFreeAsync(memory, stream), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMallocAsync(&memory, 16, reinterpret_cast<cudaStream_t>(&stream)),
            cudaErrorInvalidResourceHandle);
  EXPECT_EQ(cudaMemcpyAsync(memory, memory, 1, cudaMemcpyDefault,
                            reinterpret_cast<cudaStream_t>(&stream)),
            cudaErrorInvalidValue);  // null, which is looked at first
}

TEST_F(CpuMemory, WhatAddressesAre) {
  cudaPointerAttributes attributes;
  char* memory = nullptr;
  ASSERT_CUDA(cudaMalloc(&memory, 16));
  EXPECT_CUDA(cudaPointerGetAttributes(&attributes, memory + 15));
  EXPECT_EQ(attributes.type, cudaMemoryTypeDevice);
  EXPECT_EQ(attributes.device, 0);
  EXPECT_EQ(attributes.devicePointer, memory + 15);
  EXPECT_CUDA(cudaPointerGetAttributes(&attributes, &attributes));
  EXPECT_EQ(attributes.type, cudaMemoryTypeUnregistered);
  ASSERT_CUDA(cudaMallocHost(&memory, 16));
  EXPECT_CUDA(cudaPointerGetAttributes(&attributes, memory));
  EXPECT_EQ(attributes.type, cudaMemoryTypeHost);
  ASSERT_CUDA(cudaMallocManaged(&memory, 16));
  EXPECT_CUDA(cudaPointerGetAttributes(&attributes, memory));
  EXPECT_EQ(attributes.type, cudaMemoryTypeManaged);
  EXPECT_CUDA(cudaPointerGetAttributes(&attributes, &offset));
  EXPECT_EQ(attributes.type, cudaMemoryTypeDevice);
  std::size_t free = 0;
  std::size_t total = 0;
  EXPECT_CUDA(cudaMemGetInfo(&free, &total));
  EXPECT_GT(free, 0u);
  EXPECT_LE(free, total);
}

TEST_F(CpuMemory, ManagedVariablesAreTheProgramsOwn) {
  int own = 3;
  EXPECT_EQ(&larder_managed(own), &own);
}

TEST_F(CpuMemory, Variables) {
  const float four[4] = {5, 6, 7, 8};
  float out[4] = {};
  EXPECT_CUDA(cudaMemcpyToSymbol(weights, four, sizeof four));
  EXPECT_CUDA(cudaMemcpyToSymbolAsync(weights, four, 4, 4));
  EXPECT_CUDA(cudaMemcpyFromSymbol(out, weights, sizeof out));
  EXPECT_EQ(out[1], 5);
  EXPECT_EQ(out[3], 8);
  EXPECT_CUDA(cudaMemcpyFromSymbolAsync(out, weights, 4, 12));
  EXPECT_EQ(out[0], 8);
  void* place = nullptr;
  EXPECT_CUDA(cudaGetSymbolAddress(&place, weights));
  EXPECT_EQ(place, weights);
  std::size_t size = 0;
  EXPECT_CUDA(cudaGetSymbolSize(&size, weights));
  EXPECT_EQ(size, 16u);
  EXPECT_EQ(cudaMemcpyToSymbol(weights, four, 16, 4), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemcpyToSymbol(unknown_variable, four, 4), cudaErrorInvalidSymbol);
  EXPECT_EQ(cudaGetSymbolSize(&size, unknown_variable), cudaErrorInvalidSymbol);
  EXPECT_EQ(cudaMemcpyToSymbol(weights, four, 4, 0, cudaMemcpyDeviceToHost),
            cudaErrorInvalidMemcpyDirection);
  const float usual[4] = {1, 2, 3, 4};
  EXPECT_CUDA(cudaMemcpyToSymbol(weights, usual, sizeof usual));
}

}  // namespace
}  // namespace larder::tests
