// Parameters of graphs' nodes on the CPU.
#include <array>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/support/folder.h"
#include "tests/unit/cudart/fixture.h"

namespace larder::tests {
namespace {

void add_to(void* number) { *static_cast<int*>(number) += 1; }
void add_ten_to(void* number) { *static_cast<int*>(number) += 10; }

cudaGraphNodeParams node_of(cudaGraphNodeType type) {
  cudaGraphNodeParams node{};
  node.type = type;
  return node;
}

class CpuGraphParameters : public CpuRuntime {
 protected:
  CpuGraphParameters() { EXPECT_CUDA(cudaGraphCreate(&graph_, 0)); }

  cudaGraphExec_t instantiate() {
    cudaGraphExec_t exec = nullptr;
    EXPECT_CUDA(cudaGraphInstantiate(&exec, graph_));
    return exec;
  }
  cudaKernelNodeParams scaling(float& factor) {
    arguments_ = {static_cast<void*>(&pointer_), &factor, &count_};
    return {reinterpret_cast<void*>(scale), 1, 4, 0, arguments_.data(), nullptr};
  }

  /// Adds `node_`, a launch of scale(), and after it a call of add_to(), whose node it returns.
  cudaGraphNode_t scale_then_add_to(float& factor, int& calls) {
    cudaGraphNode_t host = nullptr;
    const cudaKernelNodeParams launch = scaling(factor);
    const cudaHostNodeParams call{add_to, &calls};
    EXPECT_CUDA(cudaGraphAddKernelNode(&node_, graph_, nullptr, 0, &launch));
    EXPECT_CUDA(cudaGraphAddHostNode(&host, graph_, &node_, 1, &call));
    return host;
  }

  float values_[4] = {1, 2, 3, 4};
  float* pointer_ = values_;
  int count_ = 4;
  std::array<void*, 3> arguments_ = {};
  cudaGraph_t graph_ = nullptr;
  cudaGraphNode_t node_ = nullptr;
};

TEST_F(CpuGraphParameters, OfCopies) {
  int from[2][3] = {{1, 2, 3}, {4, 5, 6}};
  int to[2][3] = {};
  ASSERT_CUDA(
      cudaGraphAddMemcpyNode1D(&node_, graph_, nullptr, 0, to, from, 4, cudaMemcpyHostToHost));
  cudaMemcpy3DParms copy{};
  ASSERT_CUDA(cudaGraphMemcpyNodeGetParams(node_, &copy));
  EXPECT_EQ(copy.srcPtr.ptr, from);
  EXPECT_EQ(copy.extent.width, 4U);
  EXPECT_EQ(copy.extent.depth, 1U);
  EXPECT_EQ(copy.kind, cudaMemcpyHostToHost);
  const cudaGraphExec_t exec = instantiate();
  copy.srcPtr = make_cudaPitchedPtr(&from[0][1], sizeof from[0], sizeof from[0], 2);
  copy.dstPtr = make_cudaPitchedPtr(&to[0][1], sizeof to[0], sizeof to[0], 2);
  copy.extent = make_cudaExtent(8, 2, 1);
  ASSERT_CUDA(cudaGraphMemcpyNodeSetParams(node_, &copy));
  EXPECT_CUDA(cudaGraphLaunch(exec, nullptr));
  EXPECT_EQ(to[0][0], 1);
  EXPECT_EQ(to[0][1], 0);  // the executable graph has not changed
  ASSERT_CUDA(cudaGraphExecMemcpyNodeSetParams(exec, node_, &copy));
  EXPECT_CUDA(cudaGraphLaunch(exec, nullptr));
  EXPECT_EQ(to[0][2], 3);
  EXPECT_EQ(to[1][1], 5);
  EXPECT_EQ(to[1][0], 0);
  ASSERT_CUDA(
      cudaGraphExecMemcpyNodeSetParams1D(exec, node_, &to[1][0], from, 4, cudaMemcpyDefault));
  EXPECT_CUDA(cudaGraphLaunch(exec, nullptr));
  EXPECT_EQ(to[1][0], 1);
  ASSERT_CUDA(cudaGraphMemcpyNodeSetParams1D(node_, to, from, 12, cudaMemcpyDefault));
  ASSERT_CUDA(cudaGraphMemcpyNodeGetParams(node_, &copy));
  EXPECT_EQ(copy.extent.width, 12U);
  EXPECT_EQ(cudaGraphMemcpyNodeSetParams1D(node_, to, from, 0, cudaMemcpyDefault),
            cudaErrorInvalidValue);
}

TEST_F(CpuGraphParameters, OfCopiesOfArraysCountElements) {
  cudaArray_t array = nullptr;
  const cudaChannelFormatDesc format = cudaCreateChannelDesc<float>();
  ASSERT_CUDA(cudaMallocArray(&array, &format, 8, 2));
  cudaMemcpy3DParms copy{};
  copy.srcPtr = make_cudaPitchedPtr(values_, 8, 8, 2);
  copy.dstArray = array;
  copy.dstPos = make_cudaPos(3, 0, 0);
  copy.extent = make_cudaExtent(2, 2, 1);
  copy.kind = cudaMemcpyHostToDevice;
  ASSERT_CUDA(cudaGraphAddMemcpyNode(&node_, graph_, nullptr, 0, &copy));
  cudaMemcpy3DParms got{};
  ASSERT_CUDA(cudaGraphMemcpyNodeGetParams(node_, &got));
  EXPECT_EQ(got.dstArray, array);
  EXPECT_EQ(got.dstPos.x, 3U);
  EXPECT_EQ(got.extent.width, 2U);
  ASSERT_CUDA(cudaGraphMemcpyNodeSetParams(node_, &got));  // it means the same
  EXPECT_CUDA(cudaGraphLaunch(instantiate(), nullptr));
  float out[4] = {};
  ASSERT_CUDA(cudaMemcpy2DFromArray(out, 8, array, 12, 0, 8, 2, cudaMemcpyDeviceToHost));
  EXPECT_EQ(out[3], 4);
  EXPECT_CUDA(cudaFreeArray(array));
}

TEST_F(CpuGraphParameters, OfFills) {
  unsigned short memory[8] = {};
  const cudaMemsetParams fill{memory, 0, 7, 2, 3, 1};
  ASSERT_CUDA(cudaGraphAddMemsetNode(&node_, graph_, nullptr, 0, &fill));
  cudaMemsetParams got{};
  ASSERT_CUDA(cudaGraphMemsetNodeGetParams(node_, &got));
  EXPECT_EQ(got.dst, memory);
  EXPECT_EQ(got.value, 7U);
  EXPECT_EQ(got.elementSize, 2U);
  EXPECT_EQ(got.width, 3U);
  got.value = 8;
  ASSERT_CUDA(cudaGraphMemsetNodeSetParams(node_, &got));
  const cudaGraphExec_t exec = instantiate();
  EXPECT_CUDA(cudaGraphLaunch(exec, nullptr));
  EXPECT_EQ(memory[2], 8);
  EXPECT_EQ(memory[3], 0);
  got.width = 8;
  ASSERT_CUDA(cudaGraphExecMemsetNodeSetParams(exec, node_, &got));
  EXPECT_CUDA(cudaGraphLaunch(exec, nullptr));
  EXPECT_EQ(memory[7], 8);
  got.elementSize = 3;
  EXPECT_EQ(cudaGraphExecMemsetNodeSetParams(exec, node_, &got), cudaErrorInvalidValue);
}

TEST_F(CpuGraphParameters, OfHostFunctions) {
  int calls = 0;
  const cudaHostNodeParams call{add_to, &calls};
  ASSERT_CUDA(cudaGraphAddHostNode(&node_, graph_, nullptr, 0, &call));
  cudaHostNodeParams got{};
  ASSERT_CUDA(cudaGraphHostNodeGetParams(node_, &got));
  EXPECT_EQ(got.fn, add_to);
  EXPECT_EQ(got.userData, &calls);
  got.fn = add_ten_to;
  const cudaGraphExec_t exec = instantiate();
  ASSERT_CUDA(cudaGraphHostNodeSetParams(node_, &got));
  EXPECT_CUDA(cudaGraphLaunch(exec, nullptr));
  EXPECT_EQ(calls, 1);
  ASSERT_CUDA(cudaGraphExecHostNodeSetParams(exec, node_, &got));
  EXPECT_CUDA(cudaGraphLaunch(exec, nullptr));
  EXPECT_EQ(calls, 11);
  EXPECT_EQ(cudaGraphMemsetNodeGetParams(node_, nullptr), cudaErrorInvalidValue);
  const cudaMemsetParams fill{&calls, 0, 0, 4, 1, 1};
  EXPECT_EQ(cudaGraphExecMemsetNodeSetParams(exec, node_, &fill), cudaErrorInvalidValue);
  EXPECT_EQ(calls, 11);
}

TEST_F(CpuGraphParameters, OfEvents) {
  cudaEvent_t events[2] = {};
  for (cudaEvent_t& event : events) ASSERT_CUDA(cudaEventCreate(&event));
  cudaGraphNode_t wait = nullptr;
  ASSERT_CUDA(cudaGraphAddEventRecordNode(&node_, graph_, nullptr, 0, events[0]));
  ASSERT_CUDA(cudaGraphAddEventWaitNode(&wait, graph_, &node_, 1, events[0]));
  cudaEvent_t got = nullptr;
  ASSERT_CUDA(cudaGraphEventRecordNodeGetEvent(node_, &got));
  EXPECT_EQ(got, events[0]);
  ASSERT_CUDA(cudaGraphEventRecordNodeSetEvent(node_, events[1]));
  ASSERT_CUDA(cudaGraphEventWaitNodeSetEvent(wait, events[1]));
  ASSERT_CUDA(cudaGraphEventWaitNodeGetEvent(wait, &got));
  EXPECT_EQ(got, events[1]);
  EXPECT_EQ(cudaGraphEventWaitNodeGetEvent(node_, &got), cudaErrorInvalidValue);
  const cudaGraphExec_t exec = instantiate();
  EXPECT_CUDA(cudaGraphLaunch(exec, nullptr));
  ASSERT_CUDA(cudaGraphExecEventRecordNodeSetEvent(exec, node_, events[0]));
  ASSERT_CUDA(cudaGraphExecEventWaitNodeSetEvent(exec, wait, events[0]));
  EXPECT_CUDA(cudaGraphLaunch(exec, nullptr));
  float between = 0;
  EXPECT_CUDA(cudaEventElapsedTime(&between, events[1], events[0]));  // both were recorded
  EXPECT_EQ(cudaGraphExecEventWaitNodeSetEvent(exec, wait, nullptr), cudaErrorInvalidValue);
}

TEST_F(CpuGraphParameters, OfChildren) {
  int calls = 0;
  cudaGraph_t children[2] = {};
  const cudaHostNodeParams functions[] = {{add_to, &calls}, {add_ten_to, &calls}};
  for (int i = 0; i < 2; ++i) {
    ASSERT_CUDA(cudaGraphCreate(&children[i], 0));
    ASSERT_CUDA(cudaGraphAddHostNode(&node_, children[i], nullptr, 0, &functions[i]));
  }
  ASSERT_CUDA(cudaGraphAddChildGraphNode(&node_, graph_, nullptr, 0, children[0]));
  const cudaGraphExec_t exec = instantiate();
  EXPECT_CUDA(cudaGraphLaunch(exec, nullptr));
  ASSERT_CUDA(cudaGraphExecChildGraphNodeSetParams(exec, node_, children[1]));
  EXPECT_CUDA(cudaGraphLaunch(exec, nullptr));
  EXPECT_EQ(calls, 11);
}

TEST_F(CpuGraphParameters, DisabledNodesAreLeftOut) {
  float factor = 10;
  int calls = 0;
  const cudaGraphNode_t host = scale_then_add_to(factor, calls);
  const cudaGraphExec_t exec = instantiate();
  unsigned enabled = 9;
  EXPECT_CUDA(cudaGraphNodeGetEnabled(exec, node_, &enabled));
  EXPECT_EQ(enabled, 1U);
  EXPECT_CUDA(cudaGraphNodeSetEnabled(exec, node_, 0));
  EXPECT_CUDA(cudaGraphNodeGetEnabled(exec, node_, &enabled));
  EXPECT_EQ(enabled, 0U);
  EXPECT_CUDA(cudaGraphLaunch(exec, nullptr));
  EXPECT_EQ(values_[1], 2);
  EXPECT_EQ(calls, 1);
  EXPECT_CUDA(cudaGraphNodeSetEnabled(exec, node_, 1));
  EXPECT_CUDA(cudaGraphLaunch(exec, nullptr));
  EXPECT_EQ(values_[1], 20);
  EXPECT_EQ(cudaGraphNodeSetEnabled(exec, host, 0), cudaErrorInvalidValue);
}

TEST_F(CpuGraphParameters, OfAnyNode) {
  float factor = 10;
  int calls = 0;
  const cudaKernelNodeParams launch = scaling(factor);
  cudaGraphNodeParams kernel = node_of(cudaGraphNodeTypeKernel);
  kernel.kernel = {launch.func, launch.gridDim, launch.blockDim, 0, launch.kernelParams, nullptr};
  ASSERT_CUDA(cudaGraphAddNode(&node_, graph_, nullptr, nullptr, 0, &kernel));
  cudaGraphNodeParams fill = node_of(cudaGraphNodeTypeMemset);
  fill.memset = {values_, 0, 0, 4, 1, 1};
  cudaGraphNode_t last = nullptr;
  ASSERT_CUDA(cudaGraphAddNode(&last, graph_, &node_, 1, &fill));  // the form of CUDA 12
  cudaGraphNodeParams copy = node_of(cudaGraphNodeTypeMemcpy);
  copy.memcpy.copyParams.srcPtr = make_cudaPitchedPtr(values_, 4, 4, 1);
  copy.memcpy.copyParams.dstPtr = make_cudaPitchedPtr(values_ + 3, 4, 4, 1);
  copy.memcpy.copyParams.extent = make_cudaExtent(4, 1, 1);
  copy.memcpy.copyParams.kind = cudaMemcpyDefault;
  ASSERT_CUDA(cudaGraphAddNode(&last, graph_, &last, nullptr, 1, &copy));
  cudaGraphNodeParams host = node_of(cudaGraphNodeTypeHost);
  host.host = {add_to, &calls};
  ASSERT_CUDA(cudaGraphAddNode(&last, graph_, &last, nullptr, 1, &host));
  cudaGraphNodeParams empty = node_of(cudaGraphNodeTypeEmpty);
  ASSERT_CUDA(cudaGraphAddNode(&last, graph_, &last, nullptr, 1, &empty));
  const cudaGraphExec_t exec = instantiate();
  EXPECT_CUDA(cudaGraphLaunch(exec, nullptr));
  EXPECT_EQ(values_[0], 0);
  EXPECT_EQ(values_[1], 20);
  EXPECT_EQ(values_[3], 0);
  EXPECT_EQ(calls, 1);
  factor = 2;
  ASSERT_CUDA(cudaGraphNodeSetParams(node_, &kernel));
  ASSERT_CUDA(cudaGraphExecNodeSetParams(exec, node_, &kernel));
  EXPECT_CUDA(cudaGraphLaunch(exec, nullptr));
  EXPECT_EQ(values_[1], 40);
  EXPECT_EQ(cudaGraphNodeSetParams(node_, &host), cudaErrorInvalidValue);
  cudaGraphNodeParams conditional = node_of(cudaGraphNodeTypeConditional);
  EXPECT_EQ(cudaGraphAddNode(&last, graph_, nullptr, nullptr, 0, &conditional),
            cudaErrorNotSupported);
}

TEST_F(CpuGraphParameters, InstantiationTellsItsResult) {
  cudaGraphInstantiateParams parameters{};
  parameters.flags = cudaGraphInstantiateFlagUpload;
  cudaGraphExec_t exec = nullptr;
  EXPECT_CUDA(cudaGraphInstantiateWithParams(&exec, graph_, &parameters));
  EXPECT_EQ(parameters.result_out, cudaGraphInstantiateSuccess);
  parameters.flags = cudaGraphInstantiateFlagDeviceLaunch;
  EXPECT_EQ(cudaGraphInstantiateWithParams(&exec, graph_, &parameters), cudaErrorNotSupported);
  EXPECT_EQ(parameters.result_out, cudaGraphInstantiateError);
}

TEST_F(CpuGraphParameters, ADrawingNamesNodesAndKernels) {
  const Folder folder;
  const std::string path = folder.path() + "/graph.dot";
  float factor = 1;
  int calls = 0;
  scale_then_add_to(factor, calls);
  ASSERT_CUDA(cudaGraphDebugDotPrint(graph_, path.c_str(), 0));
  std::ifstream file(path);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  EXPECT_NE(text.find("scale"), std::string::npos) << text;
  EXPECT_NE(text.find("<<<1x1x1, 4x1x1>>>"), std::string::npos) << text;
  EXPECT_NE(text.find("node_1 -> node_2;"), std::string::npos) << text;
  EXPECT_EQ(cudaGraphDebugDotPrint(graph_, "/nowhere/graph.dot", 0), cudaErrorOperatingSystem);
}

}  // namespace
}  // namespace larder::tests
