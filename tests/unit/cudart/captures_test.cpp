// Stream capture on the CPU.
#include <thread>

#include "tests/unit/cudart/fixture.h"

namespace larder::tests {
namespace {

class CpuCaptures : public CpuRuntime {
 protected:
  CpuCaptures() {
    EXPECT_CUDA(cudaStreamCreate(&stream_));
    EXPECT_CUDA(cudaStreamCreate(&other_));
    EXPECT_CUDA(cudaEventCreate(&event_));
    EXPECT_CUDA(cudaEventCreate(&joined_));
  }

  void begin(cudaStreamCaptureMode mode = cudaStreamCaptureModeGlobal) {
    EXPECT_CUDA(cudaStreamBeginCapture(stream_, mode));
  }
  /// The error of the end of the capture.
  cudaError_t end() { return cudaStreamEndCapture(stream_, &graph_); }
  cudaError_t call(cudaStream_t stream) {
    return cudaLaunchHostFunc(stream, [](void* number) { ++*static_cast<int*>(number); }, &calls_);
  }
  cudaStreamCaptureStatus status(cudaStream_t stream) {
    cudaStreamCaptureStatus status = cudaStreamCaptureStatusNone;
    EXPECT_CUDA(cudaStreamIsCapturing(stream, &status));
    return status;
  }
  std::size_t nodes() {
    std::size_t count = 0;
    EXPECT_CUDA(cudaGraphGetNodes(graph_, nullptr, &count));
    return count;
  }
  void launch() {
    cudaGraphExec_t exec = nullptr;
    ASSERT_CUDA(cudaGraphInstantiate(&exec, graph_, 0));
    EXPECT_CUDA(cudaGraphLaunch(exec, stream_));
    EXPECT_CUDA(cudaGraphExecDestroy(exec));
  }

  cudaStream_t stream_ = nullptr;
  cudaStream_t other_ = nullptr;
  cudaEvent_t event_ = nullptr;
  cudaEvent_t joined_ = nullptr;
  cudaGraph_t graph_ = nullptr;
  int calls_ = 0;
};

TEST_F(CpuCaptures, WorkBecomesNodes) {
  float values[4] = {1, 2, 3, 4};
  float out[4] = {};
  float* pointer = values;
  float factor = 2;
  int count = 4;
  void* arguments[] = {&pointer, &factor, &count};
  const int ten = 10;
  begin();
  EXPECT_EQ(status(stream_), cudaStreamCaptureStatusActive);
  EXPECT_EQ(status(other_), cudaStreamCaptureStatusNone);
  EXPECT_CUDA(cudaLaunchKernel(scale, 1, 4, arguments, 0, stream_));
  EXPECT_CUDA(cudaMemsetAsync(values, 0, sizeof(float), stream_));
  EXPECT_CUDA(cudaMemcpyAsync(out, values, sizeof out, cudaMemcpyDefault, stream_));
  EXPECT_CUDA(cudaMemcpyToSymbolAsync(offset, &ten, sizeof ten, 0, cudaMemcpyDefault, stream_));
  EXPECT_CUDA(cudaMemcpyFromSymbolAsync(&count, offset, sizeof ten, 0, cudaMemcpyDefault, stream_));
  EXPECT_CUDA(call(stream_));
  EXPECT_EQ(values[1], 2);
  EXPECT_EQ(calls_, 0);
  factor = 0;
  count = 0;
  offset = 1;
  ASSERT_CUDA(end());
  EXPECT_EQ(nodes(), 6u);
  EXPECT_EQ(status(stream_), cudaStreamCaptureStatusNone);
  launch();
  EXPECT_EQ(out[0], 0);
  EXPECT_EQ(out[3], 8);
  EXPECT_EQ(calls_, 1);
  EXPECT_EQ(count, 10);
  EXPECT_EQ(offset, 10);
}

TEST_F(CpuCaptures, EventsForkAndJoin) {
  begin();
  EXPECT_CUDA(call(stream_));
  EXPECT_CUDA(cudaEventRecord(event_, stream_));
  EXPECT_CUDA(cudaStreamWaitEvent(other_, event_));
  EXPECT_EQ(status(other_), cudaStreamCaptureStatusActive);
  EXPECT_CUDA(call(stream_));
  EXPECT_CUDA(call(other_));
  EXPECT_CUDA(cudaEventRecord(joined_, other_));
  EXPECT_CUDA(cudaStreamWaitEvent(stream_, joined_));
  EXPECT_CUDA(call(stream_));
  ASSERT_CUDA(end());
  EXPECT_EQ(status(other_), cudaStreamCaptureStatusNone);
  std::size_t edges = 0;
  EXPECT_CUDA(cudaGraphGetEdges(graph_, nullptr, nullptr, &edges));
  EXPECT_EQ(nodes(), 4u);
  EXPECT_EQ(edges, 4u);
  launch();
  EXPECT_EQ(calls_, 4);
  // The events stand for captured work until they are recorded again.
  EXPECT_EQ(cudaEventQuery(event_), cudaErrorCapturedEvent);
  EXPECT_EQ(cudaStreamWaitEvent(other_, event_), cudaErrorCapturedEvent);
  EXPECT_CUDA(cudaEventRecord(event_, stream_));
  EXPECT_CUDA(cudaEventSynchronize(event_));
}

TEST_F(CpuCaptures, UnjoinedWorkIsAnError) {
  begin();
  EXPECT_CUDA(cudaEventRecord(event_, stream_));
  EXPECT_CUDA(cudaStreamWaitEvent(other_, event_));
  EXPECT_CUDA(call(other_));
  EXPECT_EQ(end(), cudaErrorStreamCaptureUnjoined);
  EXPECT_EQ(graph_, nullptr);
  EXPECT_EQ(status(stream_), cudaStreamCaptureStatusNone);
  EXPECT_CUDA(call(other_));
  EXPECT_EQ(calls_, 1);
}

TEST_F(CpuCaptures, AStreamThatJoinedCanBeDestroyed) {
  for (const bool joined : {true, false}) {
    cudaStream_t brief = nullptr;
    ASSERT_CUDA(cudaStreamCreate(&brief));
    begin();
    EXPECT_CUDA(cudaEventRecord(event_, stream_));
    EXPECT_CUDA(cudaStreamWaitEvent(brief, event_));
    EXPECT_CUDA(call(brief));
    EXPECT_CUDA(cudaEventRecord(event_, brief));
    if (joined) {
      EXPECT_CUDA(cudaStreamWaitEvent(stream_, event_));
    }
    EXPECT_CUDA(cudaStreamDestroy(brief));
    EXPECT_CUDA(call(stream_));
    EXPECT_EQ(end(), joined ? cudaSuccess : cudaErrorStreamCaptureUnjoined);
  }
}

TEST_F(CpuCaptures, WaitingCallsInvalidate) {
  cudaError_t (*const waits[])(cudaStream_t) = {
      cudaStreamSynchronize,
      cudaStreamQuery,
      cudaStreamDestroy,
      [](cudaStream_t) { return cudaDeviceSynchronize(); },
      [](cudaStream_t) {
        void* memory = nullptr;
        return cudaMalloc(&memory, 4);
      },
      [](cudaStream_t stream) {
        return cudaStreamAddCallback(stream, [](cudaStream_t, cudaError_t, void*) {}, nullptr, 0);
      }};
  for (const auto wait : waits) {
    begin();
    EXPECT_EQ(wait(stream_), cudaErrorStreamCaptureUnsupported);
    EXPECT_EQ(status(stream_), cudaStreamCaptureStatusInvalidated);
    EXPECT_EQ(call(stream_), cudaErrorStreamCaptureInvalidated);
    graph_ = reinterpret_cast<cudaGraph_t>(1);
    EXPECT_EQ(end(), cudaErrorStreamCaptureInvalidated);
    EXPECT_EQ(graph_, nullptr);
  }
  EXPECT_CUDA(call(stream_));
  EXPECT_EQ(calls_, 1);
}

TEST_F(CpuCaptures, TheLegacyStreamWouldWait) {
  int value = 0;
  EXPECT_EQ(cudaStreamBeginCapture(nullptr, cudaStreamCaptureModeGlobal),
            cudaErrorStreamCaptureUnsupported);
  begin(cudaStreamCaptureModeRelaxed);
  cudaStreamCaptureStatus status = cudaStreamCaptureStatusNone;
  EXPECT_EQ(cudaStreamIsCapturing(nullptr, &status), cudaErrorStreamCaptureImplicit);
  EXPECT_CUDA(call(stream_));
  EXPECT_EQ(cudaMemset(&value, 0, 4), cudaErrorStreamCaptureImplicit);
  EXPECT_EQ(end(), cudaErrorStreamCaptureInvalidated);
  begin();
  EXPECT_EQ(call(nullptr), cudaErrorStreamCaptureImplicit);
  EXPECT_EQ(end(), cudaErrorStreamCaptureInvalidated);
  // It does not wait for this one.
  ASSERT_CUDA(cudaStreamCreateWithFlags(&stream_, cudaStreamNonBlocking));
  begin();
  EXPECT_CUDA(call(nullptr));
  EXPECT_EQ(cudaMemset(&value, 0, 4), cudaErrorStreamCaptureUnsupported);
  EXPECT_EQ(end(), cudaErrorStreamCaptureInvalidated);
  EXPECT_EQ(calls_, 1);
}

TEST_F(CpuCaptures, ModesDecideAboutUnsafeCalls) {
  const auto allocate = [] {
    void* memory = nullptr;
    return cudaMalloc(&memory, 4);
  };
  const auto elsewhere = [&] {
    cudaError_t error = cudaSuccess;
    std::thread([&] { error = allocate(); }).join();
    return error;
  };
  begin(cudaStreamCaptureModeRelaxed);
  EXPECT_CUDA(allocate());
  ASSERT_CUDA(end());
  begin(cudaStreamCaptureModeThreadLocal);
  EXPECT_CUDA(elsewhere());
  cudaStreamCaptureMode mode = cudaStreamCaptureModeRelaxed;
  EXPECT_CUDA(cudaThreadExchangeStreamCaptureMode(&mode));
  EXPECT_EQ(mode, cudaStreamCaptureModeGlobal);
  EXPECT_CUDA(allocate());
  EXPECT_CUDA(cudaThreadExchangeStreamCaptureMode(&mode));
  EXPECT_EQ(allocate(), cudaErrorStreamCaptureUnsupported);
  EXPECT_EQ(end(), cudaErrorStreamCaptureInvalidated);
  begin();
  EXPECT_EQ(elsewhere(), cudaErrorStreamCaptureUnsupported);
  EXPECT_EQ(end(), cudaErrorStreamCaptureInvalidated);
  mode = static_cast<cudaStreamCaptureMode>(7);
  EXPECT_EQ(cudaThreadExchangeStreamCaptureMode(&mode), cudaErrorInvalidValue);
  EXPECT_EQ(cudaStreamBeginCapture(stream_, mode), cudaErrorInvalidValue);
}

TEST_F(CpuCaptures, BeginAndEndMatch) {
  EXPECT_EQ(end(), cudaErrorIllegalState);
  EXPECT_EQ(
      cudaStreamBeginCapture(reinterpret_cast<cudaStream_t>(&calls_), cudaStreamCaptureModeGlobal),
      cudaErrorInvalidResourceHandle);
  begin();
  EXPECT_EQ(cudaStreamBeginCapture(stream_, cudaStreamCaptureModeGlobal), cudaErrorIllegalState);
  EXPECT_EQ(cudaStreamEndCapture(stream_, nullptr), cudaErrorInvalidValue);
  std::thread([&] { EXPECT_EQ(end(), cudaErrorStreamCaptureWrongThread); }).join();
  ASSERT_CUDA(end());
  EXPECT_EQ(nodes(), 0u);
  begin(cudaStreamCaptureModeRelaxed);
  std::thread([&] { EXPECT_CUDA(end()); }).join();
  begin();
  EXPECT_CUDA(cudaEventRecord(event_, stream_));
  EXPECT_CUDA(cudaStreamWaitEvent(other_, event_));
  EXPECT_EQ(cudaStreamEndCapture(other_, &graph_), cudaErrorStreamCaptureUnmatched);
  EXPECT_EQ(end(), cudaErrorStreamCaptureInvalidated);
}

TEST_F(CpuCaptures, EventsOfOtherWork) {
  EXPECT_CUDA(cudaEventRecord(event_, other_));
  begin();
  EXPECT_EQ(cudaStreamWaitEvent(stream_, event_), cudaErrorStreamCaptureIsolation);
  EXPECT_EQ(end(), cudaErrorStreamCaptureInvalidated);
  begin();
  EXPECT_CUDA(cudaStreamBeginCapture(other_, cudaStreamCaptureModeGlobal));
  EXPECT_CUDA(cudaEventRecord(event_, other_));
  EXPECT_EQ(cudaStreamWaitEvent(stream_, event_), cudaErrorStreamCaptureMerge);
  EXPECT_EQ(end(), cudaErrorStreamCaptureInvalidated);
  EXPECT_EQ(cudaStreamEndCapture(other_, &graph_), cudaErrorStreamCaptureInvalidated);
  begin();
  EXPECT_CUDA(cudaEventRecord(event_, stream_));
  EXPECT_EQ(cudaEventSynchronize(event_), cudaErrorCapturedEvent);
  EXPECT_EQ(end(), cudaErrorStreamCaptureInvalidated);
  begin();
  EXPECT_EQ(cudaEventRecord(reinterpret_cast<cudaEvent_t>(&calls_), stream_),
            cudaErrorInvalidResourceHandle);
  EXPECT_CUDA(cudaEventRecordWithFlags(event_, stream_, cudaEventRecordExternal));
  EXPECT_CUDA(cudaStreamWaitEvent(stream_, event_, cudaEventWaitExternal));
  ASSERT_CUDA(end());
  EXPECT_EQ(nodes(), 2u);
}

TEST_F(CpuCaptures, InfoAndDependencies) {
  cudaStreamCaptureStatus status = cudaStreamCaptureStatusActive;
  unsigned long long id = 0;
  cudaGraph_t graph = nullptr;
  const cudaGraphNode_t* dependencies = nullptr;
  const cudaGraphEdgeData* edges = nullptr;
  std::size_t count = 9;
  EXPECT_CUDA(cudaStreamGetCaptureInfo(stream_, &status));
  EXPECT_EQ(status, cudaStreamCaptureStatusNone);
  begin();
  EXPECT_CUDA(call(stream_));
  EXPECT_CUDA(
      cudaStreamGetCaptureInfo(stream_, &status, &id, &graph, &dependencies, &edges, &count));
  EXPECT_EQ(status, cudaStreamCaptureStatusActive);
  EXPECT_NE(id, 0u);
  ASSERT_EQ(count, 1u);
  EXPECT_EQ(edges[0].type, 0);
  cudaGraphNode_t node = nullptr;
  EXPECT_CUDA(cudaGraphAddEmptyNode(&node, graph, dependencies, count));
  EXPECT_CUDA(cudaStreamUpdateCaptureDependencies(stream_, &node, nullptr, 1,
                                                  cudaStreamSetCaptureDependencies));
  EXPECT_CUDA(call(stream_));
  ASSERT_CUDA(end());
  EXPECT_EQ(graph_, graph);
  EXPECT_CUDA(cudaGraphNodeGetDependentNodes(node, nullptr, &count));
  EXPECT_EQ(count, 1u);
  EXPECT_EQ(cudaStreamUpdateCaptureDependencies(stream_, &node, nullptr, 1), cudaErrorIllegalState);
  EXPECT_EQ(cudaStreamGetCaptureInfo(stream_, nullptr), cudaErrorInvalidValue);
  EXPECT_EQ(cudaStreamIsCapturing(reinterpret_cast<cudaStream_t>(&calls_), &status),
            cudaErrorInvalidResourceHandle);
}

TEST_F(CpuCaptures, ACaptureExtendsAGraph) {
  cudaGraph_t graph = nullptr;
  cudaGraphNode_t node = nullptr;
  ASSERT_CUDA(cudaGraphCreate(&graph, 0));
  ASSERT_CUDA(cudaGraphAddEmptyNode(&node, graph, nullptr, 0));
  ASSERT_CUDA(cudaStreamBeginCaptureToGraph(stream_, graph, &node, nullptr, 1,
                                            cudaStreamCaptureModeGlobal));
  EXPECT_CUDA(call(stream_));
  ASSERT_CUDA(end());
  EXPECT_EQ(graph_, graph);
  std::size_t edges = 0;
  EXPECT_CUDA(cudaGraphGetEdges(graph, nullptr, nullptr, &edges));
  EXPECT_EQ(edges, 1u);
  EXPECT_EQ(cudaStreamBeginCaptureToGraph(stream_, nullptr, nullptr, nullptr, 0,
                                          cudaStreamCaptureModeGlobal),
            cudaErrorInvalidValue);
}

TEST_F(CpuCaptures, ALaunchedGraphBecomesAChild) {
  begin();
  EXPECT_CUDA(call(stream_));
  ASSERT_CUDA(end());
  cudaGraphExec_t exec = nullptr;
  ASSERT_CUDA(cudaGraphInstantiate(&exec, graph_));
  begin();
  EXPECT_CUDA(cudaGraphLaunch(exec, stream_));
  EXPECT_CUDA(cudaGraphLaunch(exec, stream_));
  ASSERT_CUDA(end());
  EXPECT_EQ(nodes(), 2u);
  EXPECT_EQ(calls_, 0);
  launch();
  EXPECT_EQ(calls_, 2);
}

TEST_F(CpuCaptures, AGraphThatIsDestroyedInvalidates) {
  cudaStreamCaptureStatus status = cudaStreamCaptureStatusNone;
  cudaGraph_t graph = nullptr;
  begin();
  EXPECT_CUDA(cudaStreamGetCaptureInfo(stream_, &status, nullptr, &graph));
  EXPECT_CUDA(cudaGraphDestroy(graph));
  EXPECT_EQ(call(stream_), cudaErrorInvalidValue);
  EXPECT_EQ(end(), cudaErrorStreamCaptureInvalidated);
}

TEST_F(CpuCaptures, AKernelThatCannotBeLaunchedInvalidates) {
  begin();
  EXPECT_EQ(cudaLaunchKernel(unregistered, 1, 1, nullptr, 0, stream_),
            cudaErrorInvalidDeviceFunction);
  EXPECT_EQ(end(), cudaErrorStreamCaptureInvalidated);
}

}  // namespace
}  // namespace larder::tests
