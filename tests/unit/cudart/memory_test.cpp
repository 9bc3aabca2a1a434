// Memory and copies on the CPU.
#include <cstring>
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

}  // namespace
}  // namespace larder::tests
