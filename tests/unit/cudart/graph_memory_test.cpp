// Memory that graphs allocate and free, on the CPU.
#include <cstdint>
#include <thread>
#include <vector>

#include "tests/unit/cudart/fixture.h"

namespace larder::tests {
namespace {

constexpr std::size_t kBytes = 64;

class CpuGraphMemory : public CpuRuntime {
 protected:
  CpuGraphMemory() {
    EXPECT_CUDA(cudaGraphCreate(&graph_, 0));
    EXPECT_CUDA(cudaStreamCreate(&stream_));
  }

  static cudaMemAllocNodeParams parameters(std::size_t bytes = kBytes) {
    cudaMemAllocNodeParams parameters{};
    parameters.poolProps.allocType = cudaMemAllocationTypePinned;
    parameters.poolProps.location = {cudaMemLocationTypeDevice, 0};
    parameters.bytesize = bytes;
    return parameters;
  }
  /// Adds a node that allocates, and one that writes a byte into all of the memory.
  char* allocate(char value = 1) {
    cudaMemAllocNodeParams with = parameters();
    EXPECT_CUDA(cudaGraphAddMemAllocNode(&allocation_, graph_, nullptr, 0, &with));
    const cudaMemsetParams fill{with.dptr, 0, static_cast<unsigned char>(value), 1, kBytes, 1};
    EXPECT_CUDA(cudaGraphAddMemsetNode(&last_, graph_, &allocation_, 1, &fill));
    return static_cast<char*>(with.dptr);
  }
  void copy_out(void* to, const void* from) {
    EXPECT_CUDA(cudaGraphAddMemcpyNode1D(&last_, graph_, &last_, 1, to, from, kBytes,
                                         cudaMemcpyDeviceToHost));
  }
  cudaError_t add_free(void* memory, cudaGraph_t graph) {
    cudaGraphNode_t node = nullptr;
    const bool here = graph == graph_;
    return cudaGraphAddMemFreeNode(&node, graph, here ? &last_ : nullptr, here ? 1 : 0, memory);
  }
  static cudaGraphExec_t instantiate(cudaGraph_t graph, unsigned long long flags = 0) {
    cudaGraphExec_t exec = nullptr;
    EXPECT_CUDA(cudaGraphInstantiate(&exec, graph, flags));
    return exec;
  }
  static std::uint64_t attribute(cudaGraphMemAttributeType which) {
    std::uint64_t value = 99;
    EXPECT_CUDA(cudaDeviceGetGraphMemAttribute(0, which, &value));
    return value;
  }
  static std::uint64_t held() { return attribute(cudaGraphMemAttrUsedMemCurrent); }
  static bool exists(const void* memory) {
    cudaPointerAttributes attributes;
    EXPECT_CUDA(cudaPointerGetAttributes(&attributes, memory));
    return attributes.type == cudaMemoryTypeDevice;
  }

  cudaGraph_t graph_ = nullptr;
  cudaStream_t stream_ = nullptr;
  cudaGraphNode_t allocation_ = nullptr;
  cudaGraphNode_t last_ = nullptr;
};

TEST_F(CpuGraphMemory, ALaunchAllocatesUsesAndFrees) {
  char out[kBytes] = {};
  char* const memory = allocate(7);
  copy_out(out, memory);
  EXPECT_CUDA(add_free(memory, graph_));
  const cudaGraphExec_t exec = instantiate(graph_);
  EXPECT_CUDA(cudaGraphDestroy(graph_));
  for (int launch = 0; launch < 2; ++launch) {
    out[kBytes - 1] = 0;
    EXPECT_CUDA(cudaGraphLaunch(exec, stream_));
    EXPECT_EQ(out[kBytes - 1], 7);
  }
  EXPECT_EQ(held(), kBytes);
  EXPECT_EQ(cudaFree(memory), cudaErrorInvalidValue);
  EXPECT_CUDA(cudaGraphExecDestroy(exec));
  EXPECT_EQ(held(), 0u);
  EXPECT_FALSE(exists(memory));
}

TEST_F(CpuGraphMemory, NodesTellTheirMemory) {
  cudaMemAccessDesc access{{cudaMemLocationTypeDevice, 0}, cudaMemAccessFlagsProtReadWrite};
  cudaMemAllocNodeParams with = parameters(100);
  with.accessDescs = &access;
  with.accessDescCount = 1;
  cudaGraphNode_t free = nullptr;
  ASSERT_CUDA(cudaGraphAddMemAllocNode(&allocation_, graph_, nullptr, 0, &with));
  ASSERT_CUDA(cudaGraphAddMemFreeNode(&free, graph_, &allocation_, 1, with.dptr));
  cudaMemAllocNodeParams there{};
  EXPECT_CUDA(cudaGraphMemAllocNodeGetParams(allocation_, &there));
  EXPECT_EQ(there.dptr, with.dptr);
  EXPECT_EQ(there.bytesize, 100u);
  EXPECT_EQ(there.poolProps.location.type, cudaMemLocationTypeDevice);
  ASSERT_EQ(there.accessDescCount, 1u);
  EXPECT_NE(there.accessDescs, &access);
  EXPECT_EQ(there.accessDescs[0].flags, cudaMemAccessFlagsProtReadWrite);
  void* freed = nullptr;
  EXPECT_CUDA(cudaGraphMemFreeNodeGetParams(free, &freed));
  EXPECT_EQ(freed, with.dptr);
  cudaGraphNodeType type = cudaGraphNodeTypeKernel;
  EXPECT_CUDA(cudaGraphNodeGetType(allocation_, &type));
  EXPECT_EQ(type, cudaGraphNodeTypeMemAlloc);
  EXPECT_CUDA(cudaGraphNodeGetType(free, &type));
  EXPECT_EQ(type, cudaGraphNodeTypeMemFree);
  EXPECT_EQ(cudaGraphMemAllocNodeGetParams(free, &there), cudaErrorInvalidValue);
  EXPECT_EQ(cudaGraphMemFreeNodeGetParams(allocation_, &freed), cudaErrorInvalidValue);
  EXPECT_EQ(cudaGraphMemFreeNodeGetParams(free, nullptr), cudaErrorInvalidValue);
}

TEST_F(CpuGraphMemory, TheUserFreesWhatTheGraphDoesNot) {
  char* const memory = allocate(3);
  const cudaGraphExec_t exec = instantiate(graph_);
  EXPECT_EQ(cudaFree(memory), cudaErrorInvalidValue);  // not allocated yet
  ASSERT_CUDA(cudaGraphLaunch(exec, stream_));
  EXPECT_EQ(memory[kBytes - 1], 3);
  EXPECT_EQ(cudaGraphLaunch(exec, stream_), cudaErrorInvalidValue);
  EXPECT_CUDA(cudaFreeAsync(memory, stream_));
  EXPECT_EQ(cudaFreeAsync(memory, stream_), cudaErrorInvalidValue);
  ASSERT_CUDA(cudaGraphLaunch(exec, stream_));
  EXPECT_EQ(cudaFreeAsync(memory, reinterpret_cast<cudaStream_t>(&graph_)),
            cudaErrorInvalidResourceHandle);
  EXPECT_CUDA(cudaFree(memory));
  EXPECT_EQ(cudaFree(memory), cudaErrorInvalidValue);
  EXPECT_TRUE(exists(memory));
}

TEST_F(CpuGraphMemory, MemoryOutlivesItsGraphs) {
  char* const memory = allocate(4);
  char* const other = allocate(5);
  const cudaGraphExec_t exec = instantiate(graph_);
  ASSERT_CUDA(cudaGraphLaunch(exec, stream_));
  EXPECT_CUDA(cudaGraphExecDestroy(exec));
  EXPECT_CUDA(cudaGraphDestroy(graph_));
  EXPECT_EQ(memory[0], 4);
  EXPECT_EQ(held(), 2 * kBytes);
  EXPECT_CUDA(cudaFree(memory));
  EXPECT_EQ(held(), kBytes);
  EXPECT_FALSE(exists(memory));
  EXPECT_EQ(other[0], 5);
  EXPECT_CUDA(cudaFreeAsync(other, stream_));
  EXPECT_EQ(held(), 0u);
  EXPECT_FALSE(exists(other));
}

TEST_F(CpuGraphMemory, AnotherGraphFrees) {
  char* const memory = allocate();
  cudaGraph_t freeing = nullptr;
  ASSERT_CUDA(cudaGraphCreate(&freeing, 0));
  EXPECT_CUDA(add_free(memory, freeing));
  EXPECT_EQ(add_free(memory, freeing), cudaErrorInvalidValue);
  EXPECT_EQ(add_free(memory, graph_), cudaErrorInvalidValue);
  const cudaGraphExec_t exec = instantiate(graph_);
  const cudaGraphExec_t free = instantiate(freeing);
  EXPECT_EQ(cudaGraphLaunch(free, stream_), cudaErrorInvalidValue);
  for (int turn = 0; turn < 2; ++turn) {
    EXPECT_CUDA(cudaGraphLaunch(exec, stream_));
    EXPECT_CUDA(cudaGraphLaunch(free, stream_));
  }
  EXPECT_CUDA(cudaGraphExecDestroy(exec));
  EXPECT_CUDA(cudaGraphDestroy(graph_));
  EXPECT_TRUE(exists(memory));  // the other graph knows it
  EXPECT_CUDA(cudaGraphExecDestroy(free));
  EXPECT_CUDA(cudaGraphDestroy(freeing));
  EXPECT_FALSE(exists(memory));
}

TEST_F(CpuGraphMemory, AutoFreeOnLaunch) {
  char* const memory = allocate(6);
  const cudaGraphExec_t exec = instantiate(graph_, cudaGraphInstantiateFlagAutoFreeOnLaunch);
  for (int launch = 0; launch < 3; ++launch) {
    EXPECT_CUDA(cudaGraphLaunch(exec, stream_));
    EXPECT_EQ(memory[0], 6);
  }
  EXPECT_CUDA(cudaFree(memory));
  EXPECT_CUDA(cudaGraphLaunch(exec, stream_));
}

TEST_F(CpuGraphMemory, WhatAGraphFreesNobodyElseDoes) {
  char* const memory = allocate();
  cudaGraph_t other = nullptr;
  ASSERT_CUDA(cudaGraphCreate(&other, 0));
  EXPECT_CUDA(add_free(memory, graph_));
  EXPECT_EQ(add_free(memory, graph_), cudaErrorInvalidValue);
  EXPECT_EQ(add_free(memory, other), cudaErrorInvalidValue);
  int mine = 0;
  void* usual = nullptr;
  ASSERT_CUDA(cudaMalloc(&usual, 4));
  EXPECT_EQ(add_free(&mine, other), cudaErrorInvalidValue);
  EXPECT_EQ(add_free(usual, other), cudaErrorInvalidValue);
  EXPECT_EQ(add_free(memory + 1, other), cudaErrorInvalidValue);
  EXPECT_EQ(add_free(nullptr, other), cudaErrorInvalidValue);
  EXPECT_CUDA(cudaFree(usual));
}

TEST_F(CpuGraphMemory, CudasRestrictions) {
  char* const memory = allocate();
  cudaGraph_t other = nullptr;
  cudaGraphNode_t node = nullptr;
  cudaGraphExec_t exec = nullptr;
  ASSERT_CUDA(cudaGraphCreate(&other, 0));
  EXPECT_EQ(cudaGraphClone(&other, graph_), cudaErrorNotSupported);
  EXPECT_EQ(cudaGraphAddChildGraphNode(&node, other, nullptr, 0, graph_), cudaErrorNotSupported);
  EXPECT_EQ(cudaGraphDestroyNode(last_), cudaErrorNotSupported);
  EXPECT_EQ(cudaGraphRemoveDependencies(graph_, &allocation_, &last_, 1), cudaErrorNotSupported);
  const cudaGraphExec_t first = instantiate(graph_);
  EXPECT_EQ(cudaGraphInstantiate(&exec, graph_), cudaErrorNotSupported);
  EXPECT_EQ(exec, nullptr);
  EXPECT_CUDA(cudaGraphExecDestroy(first));
  EXPECT_CUDA(cudaGraphInstantiate(&exec, graph_));
  EXPECT_CUDA(add_free(memory, other));
  EXPECT_EQ(cudaGraphClone(&graph_, other), cudaErrorNotSupported);
}

TEST_F(CpuGraphMemory, BadAllocationsAreRefused) {
  const auto refused = [&](cudaMemAllocNodeParams with) {
    return cudaGraphAddMemAllocNode(&allocation_, graph_, nullptr, 0, &with);
  };
  EXPECT_EQ(refused(parameters(0)), cudaErrorInvalidValue);
  EXPECT_EQ(refused(parameters(SIZE_MAX)), cudaErrorMemoryAllocation);
  cudaMemAllocNodeParams with = parameters();
  with.poolProps.location.id = 1;
  EXPECT_EQ(refused(with), cudaErrorInvalidValue);
  with = parameters();
  with.poolProps.allocType = cudaMemAllocationTypeInvalid;
  EXPECT_EQ(refused(with), cudaErrorInvalidValue);
  const cudaMemAccessDesc access{{cudaMemLocationTypeDevice, 1}, cudaMemAccessFlagsProtReadWrite};
  with = parameters();
  with.accessDescCount = 1;
  EXPECT_EQ(refused(with), cudaErrorInvalidValue);
  with.accessDescs = &access;
  EXPECT_EQ(refused(with), cudaErrorNotSupported);
  EXPECT_EQ(cudaGraphAddMemAllocNode(&allocation_, graph_, nullptr, 0, nullptr),
            cudaErrorInvalidValue);
  with = parameters();
  EXPECT_EQ(cudaGraphAddMemAllocNode(nullptr, graph_, nullptr, 0, &with), cudaErrorInvalidValue);
  EXPECT_EQ(cudaGraphAddMemAllocNode(&allocation_, nullptr, nullptr, 0, &with),
            cudaErrorInvalidValue);
  EXPECT_EQ(with.dptr, nullptr);
  EXPECT_EQ(held(), 0u);  // nothing is left of them
}

TEST_F(CpuGraphMemory, CapturedAllocationsBecomeNodes) {
  char* memory = nullptr;
  char* kept = nullptr;
  char out[kBytes] = {};
  cudaGraph_t graph = nullptr;
  ASSERT_CUDA(cudaStreamBeginCapture(stream_, cudaStreamCaptureModeGlobal));
  ASSERT_CUDA(cudaMallocAsync(&memory, kBytes, stream_));
  cudaMemPool_t pool = nullptr;
  ASSERT_CUDA(cudaDeviceGetDefaultMemPool(&pool, 0));
  ASSERT_CUDA(cudaMallocFromPoolAsync(&kept, kBytes, pool, stream_));
  EXPECT_CUDA(cudaMemsetAsync(memory, 8, kBytes, stream_));
  EXPECT_CUDA(cudaMemcpyAsync(kept, memory, kBytes, cudaMemcpyDeviceToDevice, stream_));
  EXPECT_CUDA(cudaFreeAsync(memory, stream_));
  ASSERT_CUDA(cudaStreamEndCapture(stream_, &graph));
  std::size_t count = 0;
  EXPECT_CUDA(cudaGraphGetNodes(graph, nullptr, &count));
  EXPECT_EQ(count, 5u);
  const cudaGraphExec_t exec = instantiate(graph);
  EXPECT_CUDA(cudaGraphLaunch(exec, stream_));
  EXPECT_CUDA(cudaMemcpyAsync(out, kept, kBytes, cudaMemcpyDeviceToHost, stream_));
  EXPECT_EQ(out[kBytes - 1], 8);
  EXPECT_CUDA(cudaFreeAsync(kept, stream_));
  EXPECT_CUDA(cudaGraphLaunch(exec, stream_));
}

TEST_F(CpuGraphMemory, ACaptureFreesGraphsMemoryAlone) {
  char* usual = nullptr;
  cudaGraph_t graph = nullptr;
  ASSERT_CUDA(cudaMalloc(&usual, 4));
  ASSERT_CUDA(cudaStreamBeginCapture(stream_, cudaStreamCaptureModeGlobal));
  char* memory = nullptr;
  ASSERT_CUDA(cudaMallocAsync(&memory, kBytes, stream_));
  EXPECT_EQ(cudaFreeAsync(usual, stream_), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMallocAsync(&memory, kBytes, stream_), cudaErrorStreamCaptureInvalidated);
  EXPECT_EQ(memory, nullptr);
  EXPECT_EQ(cudaStreamEndCapture(stream_, &graph), cudaErrorStreamCaptureInvalidated);
  EXPECT_EQ(held(), 0u);
  EXPECT_CUDA(cudaFree(usual));
}

TEST_F(CpuGraphMemory, ALaunchInACaptureIsRefused) {
  allocate();
  const cudaGraphExec_t exec = instantiate(graph_);
  cudaGraph_t graph = nullptr;
  ASSERT_CUDA(cudaStreamBeginCapture(stream_, cudaStreamCaptureModeGlobal));
  EXPECT_EQ(cudaGraphLaunch(exec, stream_), cudaErrorNotSupported);
  EXPECT_EQ(cudaStreamEndCapture(stream_, &graph), cudaErrorStreamCaptureInvalidated);
}

TEST_F(CpuGraphMemory, AnUpdateKeepsTheMemory) {
  char* const memory = allocate(1);
  const cudaGraphExec_t exec = instantiate(graph_);
  cudaGraphExecUpdateResultInfo info;
  EXPECT_CUDA(cudaGraphExecUpdate(exec, graph_, &info));
  ASSERT_CUDA(cudaGraphCreate(&graph_, 0));
  EXPECT_NE(allocate(2), memory);
  EXPECT_EQ(cudaGraphExecUpdate(exec, graph_, &info), cudaErrorGraphExecUpdateFailure);
  EXPECT_EQ(info.result, cudaGraphExecUpdateErrorParametersChanged);
  EXPECT_EQ(info.errorNode, allocation_);
}

TEST_F(CpuGraphMemory, AFailedLaunchKeepsNothingAllocated) {
  cudaEvent_t event = nullptr;
  cudaGraphNode_t wait = nullptr;
  ASSERT_CUDA(cudaEventCreate(&event));
  char* const memory = allocate();
  ASSERT_CUDA(cudaGraphAddEventWaitNode(&wait, graph_, &last_, 1, event));
  last_ = wait;
  EXPECT_CUDA(add_free(memory, graph_));
  const cudaGraphExec_t exec = instantiate(graph_);
  EXPECT_CUDA(cudaEventDestroy(event));
  EXPECT_EQ(cudaGraphLaunch(exec, stream_), cudaErrorInvalidResourceHandle);
  EXPECT_EQ(cudaGraphLaunch(exec, stream_), cudaErrorInvalidResourceHandle);  // not allocated still
}

TEST_F(CpuGraphMemory, AResetTakesTheMemory) {
  char* const memory = allocate();
  char* const loose = allocate();
  const cudaGraphExec_t exec = instantiate(graph_);
  ASSERT_CUDA(cudaGraphLaunch(exec, stream_));
  EXPECT_CUDA(cudaDeviceReset());
  EXPECT_EQ(held(), 0u);
  EXPECT_EQ(cudaGraphLaunch(exec, nullptr), cudaErrorInvalidValue);
  EXPECT_EQ(cudaFree(memory), cudaErrorInvalidValue);
  EXPECT_EQ(add_free(loose, graph_), cudaErrorInvalidValue);
  void* usual = nullptr;
  ASSERT_CUDA(cudaMalloc(&usual, kBytes));
  EXPECT_CUDA(cudaGraphExecDestroy(exec));
  EXPECT_CUDA(cudaGraphDestroy(graph_));
  EXPECT_TRUE(exists(usual));
  EXPECT_CUDA(cudaFree(usual));
}

TEST_F(CpuGraphMemory, MarksOfTheDevice) {
  allocate();
  allocate();
  EXPECT_EQ(attribute(cudaGraphMemAttrReservedMemCurrent), 2 * kBytes);
  EXPECT_CUDA(cudaGraphDestroy(graph_));
  EXPECT_EQ(held(), 0u);
  EXPECT_EQ(attribute(cudaGraphMemAttrUsedMemHigh), 2 * kBytes);
  std::uint64_t value = 0;
  EXPECT_CUDA(cudaDeviceSetGraphMemAttribute(0, cudaGraphMemAttrUsedMemHigh, &value));
  EXPECT_EQ(attribute(cudaGraphMemAttrUsedMemHigh), 0u);
  EXPECT_EQ(attribute(cudaGraphMemAttrReservedMemHigh), 2 * kBytes);
  EXPECT_CUDA(cudaDeviceSetGraphMemAttribute(0, cudaGraphMemAttrReservedMemHigh, &value));
  EXPECT_EQ(attribute(cudaGraphMemAttrReservedMemHigh), 0u);
  EXPECT_EQ(cudaDeviceSetGraphMemAttribute(0, cudaGraphMemAttrUsedMemCurrent, &value),
            cudaErrorInvalidValue);
  value = 1;
  EXPECT_EQ(cudaDeviceSetGraphMemAttribute(0, cudaGraphMemAttrUsedMemHigh, &value),
            cudaErrorInvalidValue);
  EXPECT_EQ(cudaDeviceGetGraphMemAttribute(0, static_cast<cudaGraphMemAttributeType>(4), &value),
            cudaErrorInvalidValue);
  EXPECT_EQ(cudaDeviceGetGraphMemAttribute(1, cudaGraphMemAttrUsedMemHigh, &value),
            cudaErrorInvalidDevice);
  EXPECT_CUDA(cudaDeviceGraphMemTrim(0));
  EXPECT_EQ(cudaDeviceGraphMemTrim(-1), cudaErrorInvalidDevice);
}

TEST_F(CpuGraphMemory, ThreadsHaveGraphsOfTheirOwn) {
  std::vector<std::thread> threads;
  threads.reserve(4);
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([] {
      cudaStream_t stream = nullptr;
      ASSERT_CUDA(cudaStreamCreate(&stream));
      for (int turn = 0; turn < 50; ++turn) {
        cudaGraph_t graph = nullptr;
        cudaGraphNode_t node = nullptr;
        cudaMemAllocNodeParams with = parameters();
        ASSERT_CUDA(cudaGraphCreate(&graph, 0));
        ASSERT_CUDA(cudaGraphAddMemAllocNode(&node, graph, nullptr, 0, &with));
        const cudaGraphExec_t exec = instantiate(graph);
        EXPECT_CUDA(cudaGraphDestroy(graph));
        EXPECT_CUDA(cudaGraphLaunch(exec, stream));
        EXPECT_CUDA(cudaGraphExecDestroy(exec));
        EXPECT_CUDA(cudaMemsetAsync(with.dptr, turn, kBytes, stream));
        EXPECT_CUDA(turn % 2 == 0 ? cudaFreeAsync(with.dptr, stream) : cudaFree(with.dptr));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(held(), 0u);
}

}  // namespace
}  // namespace larder::tests
