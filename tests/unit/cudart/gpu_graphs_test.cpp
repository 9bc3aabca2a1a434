// Graphs and stream capture on a GPU: which calls of the driver they become.
#include "tests/unit/cudart/gpu_fixture.h"

namespace larder::tests {
namespace {

using GpuGraphs = GpuRuntime;

TEST_F(GpuGraphs, ACaptureReachesTheDriverWhenItIsLaunched) {
  cudaStream_t stream = nullptr;
  ASSERT_CUDA(cudaStreamCreate(&stream));
  auto* memory = static_cast<float*>(allocate(16));
  float factor = 2;
  int count = 4;
  float out[4] = {};
  void* arguments[] = {&memory, &factor, &count};
  ASSERT_CUDA(cudaStreamBeginCapture(stream, cudaStreamCaptureModeGlobal));
  EXPECT_CUDA(cudaMemsetAsync(memory, 0, 16, stream));
  EXPECT_CUDA(cudaLaunchKernel(scale, 2, 4, arguments, 0, stream));
  EXPECT_CUDA(cudaMemcpyAsync(out, memory, 16, cudaMemcpyDeviceToHost, stream));
  cudaGraph_t graph = nullptr;
  ASSERT_CUDA(cudaStreamEndCapture(stream, &graph));
  EXPECT_EQ(cuda_->count("cuLaunchKernel"), 0);
  EXPECT_EQ(cuda_->count("cuMemsetD8Async"), 0);
  cudaGraphExec_t exec = nullptr;
  ASSERT_CUDA(cudaGraphInstantiate(&exec, graph, 0));
  const float* seen = &factor;
  cuda_->on_launch(
      [](const char*, void** values, void* user) {
        *static_cast<const float**>(user) = static_cast<const float*>(values[1]);
      },
      &seen);
  factor = 3;
  EXPECT_CUDA(cudaGraphLaunch(exec, stream));
  EXPECT_CALLED("cuMemsetD8Async 16 stream");
  EXPECT_CALLED("cuLaunchKernel scale 2x1x1 4x1x1 0 stream");
  EXPECT_EQ(cuda_->count("cuMemcpyDtoHAsync"), 1);
  EXPECT_NE(seen, &factor);
  EXPECT_EQ(*seen, 2);
  EXPECT_CUDA(cudaGraphLaunch(exec, stream));
  EXPECT_EQ(cuda_->count("cuLaunchKernel"), 2);
}

TEST_F(GpuGraphs, FillsOfWiderValues) {
  void* memory = allocate(32);
  cudaGraph_t graph = nullptr;
  cudaGraphNode_t node = nullptr;
  cudaGraphExec_t exec = nullptr;
  const cudaMemsetParams fill{memory, 16, 0x01020304, 4, 2, 2};
  ASSERT_CUDA(cudaGraphCreate(&graph, 0));
  ASSERT_CUDA(cudaGraphAddMemsetNode(&node, graph, nullptr, 0, &fill));
  ASSERT_CUDA(cudaGraphInstantiate(&exec, graph, 0));
  EXPECT_CUDA(cudaGraphLaunch(exec, nullptr));
  unsigned out[8] = {};
  EXPECT_CUDA(cudaMemcpy(out, memory, 32, cudaMemcpyDeviceToHost));
  EXPECT_EQ(out[1], 0x01020304u);
  EXPECT_EQ(out[5], 0x01020304u);
  EXPECT_NE(out[2], 0x01020304u);
}

TEST_F(GpuGraphs, ACopyOfPageableMemoryWaitsForAHostFunction) {
  cudaStream_t stream = nullptr;
  ASSERT_CUDA(cudaStreamCreate(&stream));
  void* memory = allocate(4);
  int value = 0;
  ASSERT_CUDA(cudaStreamBeginCapture(stream, cudaStreamCaptureModeGlobal));
  EXPECT_CUDA(cudaLaunchHostFunc(stream, [](void* to) { *static_cast<int*>(to) = 7; }, &value));
  for (int i = 0; i < 2; ++i) {
    EXPECT_CUDA(cudaMemcpyAsync(memory, &value, 4, cudaMemcpyHostToDevice, stream));
  }
  cudaGraph_t graph = nullptr;
  cudaGraphExec_t exec = nullptr;
  ASSERT_CUDA(cudaStreamEndCapture(stream, &graph));
  ASSERT_CUDA(cudaGraphInstantiate(&exec, graph, 0));
  EXPECT_CUDA(cudaGraphLaunch(exec, stream));
  EXPECT_EQ(cuda_->count("cuStreamSynchronize"), 1);
  EXPECT_CUDA(cudaMemcpy(&value, memory, 4, cudaMemcpyDeviceToHost));
  EXPECT_EQ(value, 7);
}

TEST_F(GpuGraphs, ForbiddenCallsDoNotReachTheDriver) {
  cudaStream_t stream = nullptr;
  cudaGraph_t graph = nullptr;
  ASSERT_CUDA(cudaStreamCreate(&stream));
  ASSERT_CUDA(cudaStreamBeginCapture(stream, cudaStreamCaptureModeGlobal));
  EXPECT_EQ(cudaStreamSynchronize(stream), cudaErrorStreamCaptureUnsupported);
  EXPECT_EQ(cuda_->count("cuStreamSynchronize"), 0);
  EXPECT_EQ(cudaStreamEndCapture(stream, &graph), cudaErrorStreamCaptureInvalidated);
  ASSERT_CUDA(cudaStreamBeginCapture(stream, cudaStreamCaptureModeGlobal));
  EXPECT_CUDA(cudaDeviceReset());
  ASSERT_CUDA(cudaStreamCreate(&stream));
  EXPECT_EQ(cudaStreamEndCapture(stream, &graph), cudaErrorIllegalState);
}

/// A graph with an allocation of 64 bytes, which it does not free.
struct Allocating {
  Allocating() {
    cudaMemAllocNodeParams parameters{};
    parameters.poolProps.allocType = cudaMemAllocationTypePinned;
    parameters.poolProps.location = {cudaMemLocationTypeDevice, 0};
    parameters.bytesize = 64;
    cudaGraphNode_t node = nullptr;
    EXPECT_CUDA(cudaGraphCreate(&graph, 0));
    EXPECT_CUDA(cudaGraphAddMemAllocNode(&node, graph, nullptr, 0, &parameters));
    EXPECT_CUDA(cudaGraphInstantiate(&exec, graph));
    memory = parameters.dptr;
  }
  void destroy() const {
    EXPECT_CUDA(cudaGraphExecDestroy(exec));
    EXPECT_CUDA(cudaGraphDestroy(graph));
  }

  cudaGraph_t graph = nullptr;
  cudaGraphExec_t exec = nullptr;
  void* memory = nullptr;
};

TEST_F(GpuGraphs, MemoryIsTheDriversFromTheNodeToTheLastOwner) {
  const std::size_t before = cuda_->alive();
  cudaStream_t stream = nullptr;
  ASSERT_CUDA(cudaStreamCreate(&stream));
  const Allocating graph;
  EXPECT_EQ(cuda_->count("cuMemAlloc"), 1);
  EXPECT_CUDA(cudaGraphLaunch(graph.exec, stream));
  EXPECT_CUDA(cudaMemsetAsync(graph.memory, 1, 64, stream));
  EXPECT_CUDA(cudaFreeAsync(graph.memory, stream));
  EXPECT_CUDA(cudaGraphLaunch(graph.exec, stream));
  EXPECT_EQ(cuda_->count("cuMemAlloc"), 1);
  EXPECT_EQ(cuda_->count("cuMemFreeAsync"), 0);
  graph.destroy();
  EXPECT_EQ(cuda_->count("cuMemFree"), 0);
  EXPECT_CUDA(cudaFreeAsync(graph.memory, stream));
  EXPECT_EQ(cuda_->count("cuMemFree"), 1);
  EXPECT_GE(cuda_->count("cuCtxSynchronize"), 1);  // work may still use it
  EXPECT_CUDA(cudaStreamDestroy(stream));
  EXPECT_EQ(cuda_->alive(), before);
}

TEST_F(GpuGraphs, ALaunchElsewhereWaitsForTheLastUse) {
  const Allocating graph;
  EXPECT_CUDA(cudaGraphLaunch(graph.exec, nullptr));
  EXPECT_EQ(cuda_->count("cuStreamWaitEvent"), 0);
  EXPECT_EQ(cuda_->count("cuEventRecord"), 1);
  EXPECT_CUDA(cudaFreeAsync(graph.memory, nullptr));
  EXPECT_EQ(cuda_->count("cuEventRecord"), 2);
  cudaStream_t stream = nullptr;
  ASSERT_CUDA(cudaStreamCreate(&stream));
  EXPECT_CUDA(cudaGraphLaunch(graph.exec, stream));
  EXPECT_CALLED("cuStreamWaitEvent 0 stream");
  EXPECT_EQ(cuda_->count("cuEventCreate"), 1);
}

TEST_F(GpuGraphs, AnEventIsOfTheDeviceThatUsedTheMemory) {
  begin("devices=2");
  ASSERT_CUDA(cudaSetDevice(0));
  const Allocating graph;
  EXPECT_CUDA(cudaGraphLaunch(graph.exec, nullptr));
  ASSERT_CUDA(cudaSetDevice(1));
  EXPECT_CUDA(cudaFreeAsync(graph.memory, nullptr));
  EXPECT_EQ(cuda_->count("cuEventCreate"), 2);
  EXPECT_EQ(cuda_->count("cuEventDestroy"), 1);
  EXPECT_CUDA(cudaDeviceReset());
  EXPECT_CUDA(cudaGraphLaunch(graph.exec, nullptr));  // device 0's memory is still there
  EXPECT_EQ(cuda_->count("cuStreamWaitEvent"), 0);
}

TEST_F(GpuGraphs, AResetFreesTheirMemoryOnce) {
  const std::size_t before = cuda_->alive();
  const Allocating graph;
  EXPECT_CUDA(cudaGraphLaunch(graph.exec, nullptr));
  EXPECT_CUDA(cudaDeviceReset());
  EXPECT_EQ(cuda_->alive(), before);
  graph.destroy();
  EXPECT_EQ(cuda_->count("cuMemFree"), 1);
}

TEST_F(GpuGraphs, TooLittleMemoryIsToldWhenTheNodeIsAdded) {
  cuda_->script("fail=cuMemAlloc:2");
  cudaStream_t stream = nullptr;
  cudaGraph_t graph = nullptr;
  void* memory = nullptr;
  ASSERT_CUDA(cudaStreamCreate(&stream));
  ASSERT_CUDA(cudaStreamBeginCapture(stream, cudaStreamCaptureModeGlobal));
  EXPECT_EQ(cudaMallocAsync(&memory, 64, stream), cudaErrorMemoryAllocation);
  EXPECT_EQ(cudaStreamEndCapture(stream, &graph), cudaErrorStreamCaptureInvalidated);
}

}  // namespace
}  // namespace larder::tests
