// Graphs on the CPU.
#include <array>
#include <vector>

#include "tests/unit/cudart/fixture.h"

namespace larder::tests {
namespace {

class CpuGraphs : public CpuRuntime {
 protected:
  CpuGraphs() { EXPECT_CUDA(cudaGraphCreate(&graph_, 0)); }

  /// A launch of scale() on `values_`.
  cudaKernelNodeParams scaling(float& factor) {
    arguments_ = {static_cast<void*>(&pointer_), &factor, &count_};
    return {reinterpret_cast<void*>(scale), 1, 4, 0, arguments_.data(), nullptr};
  }
  cudaGraphNode_t empty(std::vector<cudaGraphNode_t> after = {}) {
    cudaGraphNode_t node = nullptr;
    EXPECT_CUDA(cudaGraphAddEmptyNode(&node, graph_, after.data(), after.size()));
    return node;
  }
  cudaGraphExec_t instantiate() {
    cudaGraphExec_t exec = nullptr;
    EXPECT_CUDA(cudaGraphInstantiate(&exec, graph_));
    return exec;
  }

  float values_[4] = {1, 2, 3, 4};
  float* pointer_ = values_;
  int count_ = 4;
  std::array<void*, 3> arguments_ = {};
  cudaGraph_t graph_ = nullptr;
};

void increment(void* number) { ++*static_cast<int*>(number); }

TEST_F(CpuGraphs, ALaunchRunsEveryNodeAfterThoseItDependsOn) {
  float out[4] = {};
  float factor = 10;
  int calls = 0;
  cudaMemsetParams zero{values_, 0, 0, 4, 1, 1};
  cudaGraphNode_t copy = nullptr;
  cudaGraphNode_t kernel = nullptr;
  cudaGraphNode_t set = nullptr;
  cudaGraphNode_t host = nullptr;
  const cudaHostNodeParams call{increment, &calls};
  const cudaKernelNodeParams launch = scaling(factor);
  ASSERT_CUDA(cudaGraphAddMemcpyNode1D(&copy, graph_, nullptr, 0, out, values_, sizeof out,
                                       cudaMemcpyDeviceToHost));
  ASSERT_CUDA(cudaGraphAddKernelNode(&kernel, graph_, nullptr, 0, &launch));
  ASSERT_CUDA(cudaGraphAddMemsetNode(&set, graph_, nullptr, 0, &zero));
  ASSERT_CUDA(cudaGraphAddHostNode(&host, graph_, &copy, 1, &call));
  const cudaGraphNode_t from[] = {set, kernel};
  const cudaGraphNode_t to[] = {kernel, copy};
  ASSERT_CUDA(cudaGraphAddDependencies(graph_, from, to, nullptr, 2));
  factor = 0;  // the node has a copy
  const cudaGraphExec_t exec = instantiate();
  EXPECT_EQ(values_[1], 2);
  EXPECT_CUDA(cudaGraphLaunch(exec, nullptr));
  EXPECT_EQ(out[0], 0);
  EXPECT_EQ(out[1], 20);
  EXPECT_EQ(calls, 1);
  EXPECT_CUDA(cudaGraphDestroy(graph_));
  EXPECT_CUDA(cudaGraphLaunch(exec, cudaStreamPerThread));
  EXPECT_EQ(out[3], 400);
  EXPECT_EQ(calls, 2);
  EXPECT_CUDA(cudaGraphExecDestroy(exec));
  EXPECT_EQ(cudaGraphLaunch(exec, nullptr), cudaErrorInvalidValue);
  EXPECT_EQ(cudaGraphExecDestroy(exec), cudaErrorInvalidValue);
}

TEST_F(CpuGraphs, CopiesAndFillsOfRows) {
  unsigned short bytes[8] = {};
  cudaGraphNode_t node = nullptr;
  cudaMemsetParams values{bytes, 8, 0x1234, 2, 2, 2};
  ASSERT_CUDA(cudaGraphAddMemsetNode(&node, graph_, nullptr, 0, &values));
  unsigned short out[4] = {};
  cudaMemcpy3DParms parameters{};
  parameters.srcPtr = make_cudaPitchedPtr(bytes, 8, 8, 2);
  parameters.dstPtr = make_cudaPitchedPtr(out, 4, 4, 2);
  parameters.extent = make_cudaExtent(4, 2, 1);
  parameters.kind = cudaMemcpyDefault;
  ASSERT_CUDA(cudaGraphAddMemcpyNode(&node, graph_, &node, 1, &parameters));
  EXPECT_CUDA(cudaGraphLaunch(instantiate(), nullptr));
  EXPECT_EQ(out[3], 0x1234);
  EXPECT_EQ(bytes[2], 0);
  values.elementSize = 3;
  EXPECT_EQ(cudaGraphAddMemsetNode(&node, graph_, nullptr, 0, &values), cudaErrorInvalidValue);
  parameters.extent.width = 0;
  EXPECT_EQ(cudaGraphAddMemcpyNode(&node, graph_, nullptr, 0, &parameters), cudaErrorInvalidValue);
  EXPECT_EQ(cudaGraphAddMemcpyNode1D(&node, graph_, nullptr, 0, out, nullptr, 4, cudaMemcpyDefault),
            cudaErrorInvalidValue);
}

TEST_F(CpuGraphs, KernelNodesChange) {
  float factor = 2;
  cudaKernelNodeParams launch = scaling(factor);
  cudaGraphNode_t kernel = nullptr;
  ASSERT_CUDA(cudaGraphAddKernelNode(&kernel, graph_, nullptr, 0, &launch));
  const cudaGraphExec_t exec = instantiate();
  cudaKernelNodeParams there{};
  ASSERT_CUDA(cudaGraphKernelNodeGetParams(kernel, &there));
  EXPECT_EQ(there.func, launch.func);
  EXPECT_EQ(there.blockDim.x, 4u);
  EXPECT_EQ(*static_cast<float*>(there.kernelParams[1]), 2);
  factor = 5;
  EXPECT_CUDA(cudaGraphKernelNodeSetParams(kernel, &launch));
  EXPECT_CUDA(cudaGraphLaunch(exec, nullptr));
  EXPECT_EQ(values_[0], 2);
  EXPECT_CUDA(cudaGraphExecKernelNodeSetParams(exec, kernel, &launch));
  EXPECT_CUDA(cudaGraphLaunch(exec, nullptr));
  EXPECT_EQ(values_[0], 10);
  cudaGraphExecUpdateResultInfo info;
  factor = 0.5F;
  EXPECT_CUDA(cudaGraphKernelNodeSetParams(kernel, &launch));
  EXPECT_CUDA(cudaGraphExecUpdate(exec, graph_, &info));
  EXPECT_EQ(info.result, cudaGraphExecUpdateSuccess);
  EXPECT_CUDA(cudaGraphLaunch(exec, nullptr));
  EXPECT_EQ(values_[0], 5);
  const cudaGraphNode_t other = empty();
  EXPECT_EQ(cudaGraphExecUpdate(exec, graph_, &info), cudaErrorGraphExecUpdateFailure);
  EXPECT_EQ(info.result, cudaGraphExecUpdateErrorTopologyChanged);
  EXPECT_EQ(cudaGraphKernelNodeSetParams(other, &launch), cudaErrorInvalidValue);
  EXPECT_EQ(cudaGraphExecKernelNodeSetParams(exec, other, &launch), cudaErrorInvalidValue);
  EXPECT_EQ(cudaGraphKernelNodeGetParams(other, &there), cudaErrorInvalidValue);
}

TEST_F(CpuGraphs, AnUpdateTellsWhichNodeDiffers) {
  const cudaGraphExec_t exec = (empty(), instantiate());
  cudaGraph_t graph = nullptr;
  cudaGraphNode_t node = nullptr;
  cudaGraphNode_t wrong = nullptr;
  const cudaHostNodeParams call{increment, nullptr};
  ASSERT_CUDA(cudaGraphCreate(&graph, 0));
  ASSERT_CUDA(cudaGraphAddHostNode(&node, graph, nullptr, 0, &call));
  cudaGraphExecUpdateResult result = cudaGraphExecUpdateSuccess;
  EXPECT_EQ(cudaGraphExecUpdate(exec, graph, &wrong, &result), cudaErrorGraphExecUpdateFailure);
  EXPECT_EQ(result, cudaGraphExecUpdateErrorNodeTypeChanged);
  EXPECT_EQ(wrong, node);
  EXPECT_EQ(cudaGraphExecUpdate(exec, nullptr, nullptr), cudaErrorInvalidValue);
}

TEST_F(CpuGraphs, BadKernelNodesAreRefused) {
  cudaGraphNode_t node = nullptr;
  float factor = 2;
  cudaKernelNodeParams launch = scaling(factor);
  launch.func = reinterpret_cast<void*>(unregistered);
  EXPECT_EQ(cudaGraphAddKernelNode(&node, graph_, nullptr, 0, &launch),
            cudaErrorInvalidDeviceFunction);
  launch = scaling(factor);
  launch.blockDim.x = 2000;
  EXPECT_EQ(cudaGraphAddKernelNode(&node, graph_, nullptr, 0, &launch),
            cudaErrorInvalidConfiguration);
  launch = scaling(factor);
  launch.kernelParams = nullptr;
  EXPECT_EQ(cudaGraphAddKernelNode(&node, graph_, nullptr, 0, &launch), cudaErrorInvalidValue);
  launch.extra = arguments_.data();
  EXPECT_EQ(cudaGraphAddKernelNode(&node, graph_, nullptr, 0, &launch), cudaErrorNotSupported);
  EXPECT_EQ(cudaGraphAddKernelNode(&node, graph_, nullptr, 0, nullptr), cudaErrorInvalidValue);
  EXPECT_EQ(cudaGraphAddHostNode(&node, graph_, nullptr, 0, nullptr), cudaErrorInvalidValue);
}

TEST_F(CpuGraphs, TheStructureIsTold) {
  const cudaGraphNode_t first = empty();
  const cudaGraphNode_t second = empty({first});
  const cudaGraphNode_t third = empty({first, second});
  std::array<cudaGraphNode_t, 4> nodes = {};
  std::size_t count = 0;
  EXPECT_CUDA(cudaGraphGetNodes(graph_, nullptr, &count));
  EXPECT_EQ(count, 3u);
  count = 4;
  EXPECT_CUDA(cudaGraphGetNodes(graph_, nodes.data(), &count));
  EXPECT_EQ(nodes, (std::array<cudaGraphNode_t, 4>{first, second, third, nullptr}));
  EXPECT_EQ(count, 3u);
  EXPECT_CUDA(cudaGraphGetRootNodes(graph_, nodes.data(), &count));
  EXPECT_EQ(count, 1u);
  EXPECT_EQ(nodes[0], first);
  std::array<cudaGraphNode_t, 4> to = {};
  std::array<cudaGraphEdgeData, 4> data = {};
  count = 4;
  EXPECT_CUDA(cudaGraphGetEdges(graph_, nodes.data(), to.data(), data.data(), &count));
  EXPECT_EQ(count, 3u);
  EXPECT_EQ(nodes[0], first);
  EXPECT_EQ(to[0], second);
  count = 4;
  EXPECT_CUDA(cudaGraphNodeGetDependencies(third, nodes.data(), &count));
  EXPECT_EQ(count, 2u);
  EXPECT_CUDA(cudaGraphNodeGetDependentNodes(first, nullptr, nullptr, &count));
  EXPECT_EQ(count, 2u);
  EXPECT_CUDA(cudaGraphRemoveDependencies(graph_, &first, &third, 1));
  EXPECT_EQ(cudaGraphRemoveDependencies(graph_, &first, &third, nullptr, 1), cudaErrorInvalidValue);
  EXPECT_CUDA(cudaGraphDestroyNode(second));
  EXPECT_EQ(cudaGraphDestroyNode(second), cudaErrorInvalidValue);
  EXPECT_CUDA(cudaGraphGetEdges(graph_, nullptr, nullptr, &count));
  EXPECT_EQ(count, 0u);
  EXPECT_EQ(cudaGraphGetNodes(graph_, nullptr, nullptr), cudaErrorInvalidValue);
  cudaGraphNodeType type = cudaGraphNodeTypeKernel;
  EXPECT_CUDA(cudaGraphNodeGetType(third, &type));
  EXPECT_EQ(type, cudaGraphNodeTypeEmpty);
  EXPECT_EQ(cudaGraphNodeGetType(second, &type), cudaErrorInvalidValue);
}

TEST_F(CpuGraphs, WrongDependenciesAreRefused) {
  const cudaGraphNode_t first = empty();
  const cudaGraphNode_t second = empty({first});
  EXPECT_EQ(cudaGraphAddDependencies(graph_, &first, &second, 1), cudaErrorInvalidValue);
  EXPECT_EQ(cudaGraphAddDependencies(graph_, &first, &first, 1), cudaErrorInvalidValue);
  EXPECT_EQ(cudaGraphAddDependencies(graph_, nullptr, &first, 1), cudaErrorInvalidValue);
  const cudaGraphEdgeData programmatic{0, 0, 1, {}};
  EXPECT_EQ(cudaGraphAddDependencies(graph_, &second, &first, &programmatic, 1),
            cudaErrorNotSupported);
  cudaGraph_t other = nullptr;
  cudaGraphNode_t foreign = nullptr;
  ASSERT_CUDA(cudaGraphCreate(&other, 0));
  ASSERT_CUDA(cudaGraphAddEmptyNode(&foreign, other, nullptr, 0));
  EXPECT_EQ(cudaGraphAddDependencies(graph_, &foreign, &second, 1), cudaErrorInvalidValue);
  cudaGraphNode_t node = nullptr;
  EXPECT_EQ(cudaGraphAddEmptyNode(&node, graph_, &foreign, 1), cudaErrorInvalidValue);
  const cudaGraphNode_t twice[] = {first, first};
  EXPECT_EQ(cudaGraphAddEmptyNode(&node, graph_, twice, 2), cudaErrorInvalidValue);
  EXPECT_EQ(cudaGraphAddEmptyNode(&node, graph_, nullptr, 1), cudaErrorInvalidValue);
  ASSERT_CUDA(cudaGraphAddDependencies(graph_, &second, &first, 1));  // a cycle
  cudaGraphExec_t exec = nullptr;
  EXPECT_EQ(cudaGraphInstantiate(&exec, graph_), cudaErrorInvalidValue);
  EXPECT_EQ(cudaGraphAddChildGraphNode(&node, other, nullptr, 0, graph_), cudaErrorInvalidValue);
}

TEST_F(CpuGraphs, WhatIsGoneIsAnError) {
  const cudaGraphNode_t node = empty();
  cudaGraphNode_t added = nullptr;
  EXPECT_CUDA(cudaGraphDestroy(graph_));
  EXPECT_EQ(cudaGraphDestroy(graph_), cudaErrorInvalidValue);
  EXPECT_EQ(cudaGraphDestroy(nullptr), cudaErrorInvalidValue);
  EXPECT_EQ(cudaGraphAddEmptyNode(&added, graph_, nullptr, 0), cudaErrorInvalidValue);
  EXPECT_EQ(cudaGraphAddEmptyNode(&added, nullptr, nullptr, 0), cudaErrorInvalidValue);
  EXPECT_EQ(cudaGraphDestroyNode(node), cudaErrorInvalidValue);
  EXPECT_EQ(cudaGraphDestroyNode(nullptr), cudaErrorInvalidValue);
  cudaGraphExec_t exec = nullptr;
  EXPECT_EQ(cudaGraphInstantiate(&exec, graph_), cudaErrorInvalidValue);
  EXPECT_EQ(cudaGraphLaunch(nullptr, nullptr), cudaErrorInvalidValue);
  EXPECT_EQ(cudaGraphCreate(nullptr, 0), cudaErrorInvalidValue);
  EXPECT_EQ(cudaGraphCreate(&graph_, 1), cudaErrorInvalidValue);
  EXPECT_EQ(cudaGraphClone(&graph_, graph_), cudaErrorInvalidValue);
}

TEST_F(CpuGraphs, ClonesAndChildrenAreCopies) {
  int calls = 0;
  const cudaHostNodeParams call{increment, &calls};
  cudaGraphNode_t host = nullptr;
  ASSERT_CUDA(cudaGraphAddHostNode(&host, graph_, nullptr, 0, &call));
  cudaGraph_t clone = nullptr;
  cudaGraphNode_t cloned = nullptr;
  ASSERT_CUDA(cudaGraphClone(&clone, graph_));
  EXPECT_CUDA(cudaGraphNodeFindInClone(&cloned, host, clone));
  EXPECT_NE(cloned, host);
  cudaGraphNodeType type = cudaGraphNodeTypeEmpty;
  EXPECT_CUDA(cudaGraphNodeGetType(cloned, &type));
  EXPECT_EQ(type, cudaGraphNodeTypeHost);
  EXPECT_EQ(cudaGraphNodeFindInClone(&cloned, empty(), clone), cudaErrorInvalidValue);
  EXPECT_EQ(cudaGraphNodeFindInClone(&cloned, host, graph_), cudaErrorInvalidValue);
  cudaGraphNode_t child = nullptr;
  ASSERT_CUDA(cudaGraphAddChildGraphNode(&child, graph_, &host, 1, clone));
  EXPECT_CUDA(cudaGraphDestroy(clone));
  const cudaGraphExec_t exec = instantiate();
  EXPECT_CUDA(cudaGraphLaunch(exec, nullptr));
  EXPECT_EQ(calls, 2);
  EXPECT_CUDA(cudaGraphExecUpdate(exec, graph_, nullptr));
}

TEST_F(CpuGraphs, EventsAreRecordedAndWaitedFor) {
  cudaEvent_t event = nullptr;
  cudaGraphNode_t node = nullptr;
  ASSERT_CUDA(cudaEventCreate(&event));
  ASSERT_CUDA(cudaGraphAddEventRecordNode(&node, graph_, nullptr, 0, event));
  ASSERT_CUDA(cudaGraphAddEventWaitNode(&node, graph_, &node, 1, event));
  EXPECT_EQ(cudaGraphAddEventWaitNode(&node, graph_, &node, 1, nullptr), cudaErrorInvalidValue);
  const cudaGraphExec_t exec = instantiate();
  EXPECT_CUDA(cudaGraphLaunch(exec, nullptr));
  float milliseconds = -1;
  EXPECT_CUDA(cudaEventElapsedTime(&milliseconds, event, event));
  EXPECT_CUDA(cudaEventDestroy(event));
  EXPECT_EQ(cudaGraphLaunch(exec, nullptr), cudaErrorInvalidResourceHandle);
}

TEST_F(CpuGraphs, FlagsOfExecutableGraphs) {
  cudaGraphExec_t exec = nullptr;
  EXPECT_CUDA(
      cudaGraphInstantiateWithFlags(&exec, graph_, cudaGraphInstantiateFlagAutoFreeOnLaunch));
  unsigned long long flags = 0;
  EXPECT_CUDA(cudaGraphExecGetFlags(exec, &flags));
  EXPECT_EQ(flags, 1u);
  EXPECT_CUDA(cudaGraphUpload(exec, nullptr));
  EXPECT_EQ(cudaGraphUpload(nullptr, nullptr), cudaErrorInvalidValue);
  EXPECT_EQ(cudaGraphInstantiateWithFlags(&exec, graph_, cudaGraphInstantiateFlagDeviceLaunch),
            cudaErrorNotSupported);
  EXPECT_EQ(cudaGraphInstantiateWithFlags(&exec, graph_, 64), cudaErrorInvalidValue);
  char log[4] = "log";
  EXPECT_CUDA(cudaGraphInstantiate(&exec, graph_, nullptr, log, sizeof log));
  EXPECT_EQ(log[0], '\0');
}

TEST_F(CpuGraphs, ALaunchStopsAtTheFirstFailure) {
  cudaGraphNode_t kernel = nullptr;
  int* to = nullptr;
  void* arguments[] = {static_cast<void*>(&to)};
  const cudaKernelNodeParams launch{reinterpret_cast<void*>(gpu_only), 1, 1, 0, arguments, nullptr};
  ASSERT_CUDA(cudaGraphAddKernelNode(&kernel, graph_, nullptr, 0, &launch));
  EXPECT_EQ(cudaGraphLaunch(instantiate(), nullptr), cudaErrorNoKernelImageForDevice);
}

}  // namespace
}  // namespace larder::tests
