// Streams and events.
#include "cuda_runtime_api.h"
#include "runtime/cudart/api/call.h"

using namespace larder;          // NOLINT(google-build-using-namespace)
using namespace larder::cudart;  // NOLINT(google-build-using-namespace)

namespace {

Status no_function() { return failure(cudaErrorInvalidValue, "the function is null"); }

}  // namespace

extern "C" {

cudaError_t cudaStreamCreate(cudaStream_t* stream) {
  return cudaStreamCreateWithPriority(stream, cudaStreamDefault, 0);
}

cudaError_t cudaStreamCreateWithFlags(cudaStream_t* stream, unsigned int flags) {
  return cudaStreamCreateWithPriority(stream, flags, 0);
}

cudaError_t cudaStreamCreateWithPriority(cudaStream_t* stream, unsigned int flags, int priority) {
  if (flags > cudaStreamNonBlocking) return finish(unknown_flags(flags));
  return get_from_device(stream,
                         [&](DeviceBackend& on) { return on.create_stream(flags, priority); });
}

cudaError_t cudaStreamDestroy(cudaStream_t stream) {
  return on_device([&](DeviceBackend& on) {
    return is_default(stream)
               ? failure(cudaErrorInvalidResourceHandle, "a default stream can't be destroyed")
               : on.destroy_stream(stream);
  });
}

cudaError_t cudaStreamQuery(cudaStream_t stream) {
  return on_device([&](DeviceBackend& on) { return on.query_stream(stream); });
}

cudaError_t cudaStreamSynchronize(cudaStream_t stream) {
  return on_device([&](DeviceBackend& on) { return on.synchronize_stream(stream); });
}

cudaError_t cudaStreamWaitEvent(cudaStream_t stream, cudaEvent_t event, unsigned int flags) {
  if (flags > cudaEventWaitExternal) return finish(unknown_flags(flags));
  return on_device([&](DeviceBackend& on) { return on.wait_event(stream, event, flags); });
}

cudaError_t cudaStreamGetFlags(cudaStream_t stream, unsigned int* flags) {
  return get_from_device(flags, [&](DeviceBackend& on) { return on.stream_flags(stream); });
}

cudaError_t cudaStreamGetPriority(cudaStream_t stream, int* priority) {
  return get_from_device(priority, [&](DeviceBackend& on) { return on.stream_priority(stream); });
}

cudaError_t cudaLaunchHostFunc(cudaStream_t stream, cudaHostFn_t function, void* userData) {
  return on_device([&](DeviceBackend& on) {
    return function == nullptr ? no_function() : on.run_on_host(stream, function, userData);
  });
}

cudaError_t cudaStreamAddCallback(cudaStream_t stream, cudaStreamCallback_t callback,
                                  void* userData, unsigned int flags) {
  if (flags != 0) return finish(unknown_flags(flags));
  return on_device([&](DeviceBackend& on) {
    return callback == nullptr ? no_function() : on.call_back(stream, callback, userData);
  });
}

cudaError_t cudaEventCreate(cudaEvent_t* event) {
  return cudaEventCreateWithFlags(event, cudaEventDefault);
}

cudaError_t cudaEventCreateWithFlags(cudaEvent_t* event, unsigned int flags) {
  constexpr unsigned kKnown =
      cudaEventBlockingSync | cudaEventDisableTiming | cudaEventInterprocess;
  if ((flags & ~kKnown) != 0) return finish(unknown_flags(flags));
  if ((flags & cudaEventInterprocess) != 0) {
    return finish(failure(cudaErrorNotSupported, "events for other processes are not supported"));
  }
  return get_from_device(event, [&](DeviceBackend& on) { return on.create_event(flags); });
}

cudaError_t cudaEventDestroy(cudaEvent_t event) {
  return on_device([&](DeviceBackend& on) { return on.destroy_event(event); });
}

cudaError_t cudaEventRecord(cudaEvent_t event, cudaStream_t stream) {
  return cudaEventRecordWithFlags(event, stream, cudaEventRecordDefault);
}

cudaError_t cudaEventRecordWithFlags(cudaEvent_t event, cudaStream_t stream, unsigned int flags) {
  if (flags > cudaEventRecordExternal) return finish(unknown_flags(flags));
  return on_device([&](DeviceBackend& on) { return on.record_event(event, stream, flags); });
}

cudaError_t cudaEventQuery(cudaEvent_t event) {
  return on_device([&](DeviceBackend& on) { return on.query_event(event); });
}

cudaError_t cudaEventSynchronize(cudaEvent_t event) {
  return on_device([&](DeviceBackend& on) { return on.synchronize_event(event); });
}

cudaError_t cudaEventElapsedTime(float* milliseconds, cudaEvent_t start, cudaEvent_t end) {
  return get_from_device(milliseconds,
                         [&](DeviceBackend& on) { return on.elapsed_time(start, end); });
}
}
