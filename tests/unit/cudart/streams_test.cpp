// Streams and events on the CPU.
#include <atomic>
#include <chrono>
#include <future>
#include <thread>

#include "tests/unit/cudart/fixture.h"

namespace larder::tests {
namespace {

using CpuStreams = CpuRuntime;

TEST_F(CpuStreams, LiveAsLongAsTheyShould) {
  cudaStream_t stream = nullptr;
  ASSERT_CUDA(cudaStreamCreate(&stream));
  EXPECT_NE(stream, nullptr);
  EXPECT_CUDA(cudaStreamQuery(stream));
  EXPECT_CUDA(cudaStreamSynchronize(stream));
  EXPECT_CUDA(cudaStreamDestroy(stream));
  EXPECT_EQ(cudaStreamDestroy(stream), cudaErrorInvalidResourceHandle);
  EXPECT_EQ(cudaStreamSynchronize(stream), cudaErrorInvalidResourceHandle);
  EXPECT_EQ(cudaStreamDestroy(nullptr), cudaErrorInvalidResourceHandle);
  for (cudaStream_t there : {cudaStream_t{}, cudaStreamLegacy, cudaStreamPerThread}) {
    EXPECT_CUDA(cudaStreamSynchronize(there));
    EXPECT_CUDA(cudaStreamQuery(there));
  }
}

TEST_F(CpuStreams, FlagsAndPriorities) {
  cudaStream_t stream = nullptr;
  ASSERT_CUDA(cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking));
  unsigned flags = 9;
  EXPECT_CUDA(cudaStreamGetFlags(stream, &flags));
  EXPECT_EQ(flags, unsigned{cudaStreamNonBlocking});
  EXPECT_CUDA(cudaStreamGetFlags(nullptr, &flags));
  EXPECT_EQ(flags, unsigned{cudaStreamDefault});
  EXPECT_EQ(cudaStreamCreateWithFlags(&stream, 8), cudaErrorInvalidValue);
  int least = 9;
  int greatest = 9;
  EXPECT_CUDA(cudaDeviceGetStreamPriorityRange(&least, &greatest));
  EXPECT_EQ(least, 0);
  EXPECT_EQ(greatest, 0);
  ASSERT_CUDA(cudaStreamCreateWithPriority(&stream, cudaStreamDefault, greatest));
  int priority = 9;
  EXPECT_CUDA(cudaStreamGetPriority(stream, &priority));
  EXPECT_EQ(priority, 0);
  EXPECT_EQ(cudaStreamGetPriority(reinterpret_cast<cudaStream_t>(&least), &priority),
            cudaErrorInvalidResourceHandle);
}

TEST_F(CpuStreams, KeepAttributes) {
  cudaStream_t streams[2] = {};
  for (cudaStream_t& stream : streams) ASSERT_CUDA(cudaStreamCreate(&stream));
  cudaStreamAttrValue value{};
  EXPECT_CUDA(cudaStreamGetAttribute(streams[0], cudaStreamAttributeSynchronizationPolicy, &value));
  EXPECT_EQ(value.syncPolicy, cudaSyncPolicyAuto);
  value.accessPolicyWindow = {&value, 64, 0.5F, cudaAccessPropertyPersisting,
                              cudaAccessPropertyStreaming};
  EXPECT_CUDA(cudaStreamSetAttribute(streams[0], cudaStreamAttributeAccessPolicyWindow, &value));
  EXPECT_CUDA(cudaStreamCopyAttributes(streams[1], streams[0]));
  value = {};
  EXPECT_CUDA(cudaStreamGetAttribute(streams[1], cudaStreamAttributeAccessPolicyWindow, &value));
  EXPECT_EQ(value.accessPolicyWindow.num_bytes, 64U);
  EXPECT_EQ(value.accessPolicyWindow.hitProp, cudaAccessPropertyPersisting);
  EXPECT_CUDA(cudaStreamGetAttribute(nullptr, cudaStreamAttributePriority, &value));
  EXPECT_EQ(value.priority, 0);
  EXPECT_EQ(cudaStreamSetAttribute(nullptr, cudaStreamAttributePriority, &value),
            cudaErrorNotSupported);
  EXPECT_EQ(cudaStreamSetAttribute(nullptr, cudaStreamAttributeAccessPolicyWindow, nullptr),
            cudaErrorInvalidValue);
  EXPECT_CUDA(cudaCtxResetPersistingL2Cache());
  EXPECT_CUDA(cudaStreamDestroy(streams[1]));
  EXPECT_EQ(cudaStreamGetAttribute(streams[1], cudaStreamAttributeAccessPolicyWindow, &value),
            cudaErrorInvalidResourceHandle);
  int device = 9;
  EXPECT_CUDA(cudaStreamGetDevice(streams[0], &device));
  EXPECT_EQ(device, 0);
  EXPECT_EQ(cudaStreamGetDevice(streams[1], &device), cudaErrorInvalidResourceHandle);
}

TEST_F(CpuStreams, HostFunctionsRun) {
  int calls = 0;
  EXPECT_CUDA(cudaLaunchHostFunc(nullptr, [](void* data) { ++*static_cast<int*>(data); }, &calls));
  EXPECT_CUDA(cudaStreamAddCallback(
      nullptr,
      [](cudaStream_t, cudaError_t status, void* data) {
        EXPECT_EQ(status, cudaSuccess);
        ++*static_cast<int*>(data);
      },
      &calls, 0));
  EXPECT_EQ(calls, 2);
  EXPECT_EQ(cudaLaunchHostFunc(nullptr, nullptr, nullptr), cudaErrorInvalidValue);
  EXPECT_EQ(cudaStreamAddCallback(nullptr, nullptr, nullptr, 0), cudaErrorInvalidValue);
}

std::atomic<int> inside = 0;

// Fails where another one runs at the same time.
void alone(void*) {
  EXPECT_EQ(inside++, 0);
  std::this_thread::sleep_for(std::chrono::milliseconds(2));
  --inside;
}

void run_alone(cudaStream_t stream) {
  for (int i = 0; i < 5; ++i) EXPECT_CUDA(cudaLaunchHostFunc(stream, alone, nullptr));
}

TEST_F(CpuStreams, AStreamRunsOneThingAfterTheOtherOfAllThreads) {
  cudaStream_t stream = nullptr;
  ASSERT_CUDA(cudaStreamCreate(&stream));
  // The legacy default stream waits for the other one, too.
  std::thread first(run_alone, stream);
  std::thread second(run_alone, stream);
  run_alone(nullptr);
  first.join();
  second.join();
}

TEST_F(CpuStreams, WorkOfAnotherThreadIsUnderWay) {
  std::promise<void> began;
  std::promise<void> may_end;
  struct Promises {
    std::promise<void>* began;
    std::promise<void>* may_end;
  } promises = {&began, &may_end};
  std::thread other([&] {
    EXPECT_CUDA(cudaLaunchHostFunc(
        nullptr,
        [](void* data) {
          auto* both = static_cast<Promises*>(data);
          both->began->set_value();
          both->may_end->get_future().wait();
        },
        &promises));
  });
  began.get_future().wait();
  EXPECT_EQ(cudaStreamQuery(nullptr), cudaErrorNotReady);
  may_end.set_value();
  EXPECT_CUDA(cudaDeviceSynchronize());
  EXPECT_CUDA(cudaStreamQuery(nullptr));
  other.join();
}

TEST_F(CpuStreams, HostFunctionsMayNotCallCuda) {
  EXPECT_CUDA(cudaLaunchHostFunc(
      nullptr,
      [](void*) {
        EXPECT_EQ(cudaDeviceSynchronize(), cudaErrorNotPermitted);
        int value = 0;
        EXPECT_EQ(cudaMemcpy(&value, &value, 4, cudaMemcpyDefault), cudaErrorNotPermitted);
      },
      nullptr));
}

TEST_F(CpuStreams, EventsTakeTimes) {
  cudaEvent_t start = nullptr;
  cudaEvent_t end = nullptr;
  ASSERT_CUDA(cudaEventCreate(&start));
  ASSERT_CUDA(cudaEventCreate(&end, cudaEventBlockingSync));
  float milliseconds = -1;
  EXPECT_EQ(cudaEventElapsedTime(&milliseconds, start, end), cudaErrorInvalidResourceHandle);
  EXPECT_CUDA(cudaEventQuery(start));
  EXPECT_CUDA(cudaEventRecord(start));
  EXPECT_CUDA(cudaEventRecordWithFlags(end, nullptr, cudaEventRecordDefault));
  EXPECT_CUDA(cudaStreamWaitEvent(nullptr, end));
  EXPECT_CUDA(cudaEventSynchronize(end));
  EXPECT_CUDA(cudaEventElapsedTime(&milliseconds, start, end));
  EXPECT_GE(milliseconds, 0);
  EXPECT_LT(milliseconds, 10000);
  EXPECT_CUDA(cudaEventDestroy(end));
  EXPECT_EQ(cudaEventRecord(end), cudaErrorInvalidResourceHandle);
  EXPECT_EQ(cudaEventDestroy(end), cudaErrorInvalidResourceHandle);
  EXPECT_EQ(cudaEventElapsedTime(&milliseconds, start, end), cudaErrorInvalidResourceHandle);
}

TEST_F(CpuStreams, EventsWithoutTimesHaveNone) {
  cudaEvent_t event = nullptr;
  ASSERT_CUDA(cudaEventCreateWithFlags(&event, cudaEventDisableTiming));
  EXPECT_CUDA(cudaEventRecord(event));
  float milliseconds = 0;
  EXPECT_EQ(cudaEventElapsedTime(&milliseconds, event, event), cudaErrorInvalidResourceHandle);
  EXPECT_EQ(cudaEventCreateWithFlags(&event, 0x100), cudaErrorInvalidValue);
  EXPECT_EQ(cudaEventCreateWithFlags(&event, cudaEventInterprocess | cudaEventDisableTiming),
            cudaErrorNotSupported);
}

}  // namespace
}  // namespace larder::tests
