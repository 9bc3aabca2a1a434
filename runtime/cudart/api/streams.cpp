// Streams and events.
#include "cuda_runtime_api.h"
#include "runtime/cudart/api/stream_call.h"

using namespace larder;          // NOLINT(google-build-using-namespace)
using namespace larder::cudart;  // NOLINT(google-build-using-namespace)

namespace {

Status no_function() { return failure(cudaErrorInvalidValue, "the function is null"); }

/// Whether it is an event, without a record of it.
Status check_event(DeviceBackend& on, cudaEvent_t event) {
  Status status = on.query_event(event);
  return error_of(status) == cudaErrorNotReady ? Status() : status;
}

/// Fails if the event was last recorded in a capture.
Status check_uncaptured(cudaEvent_t event) {
  Captures& captures = Captures::of_process();
  return captures.any_event() ? captures.check_event(event) : Status();
}

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
    if (is_default(stream)) {
      return failure(cudaErrorInvalidResourceHandle, "a default stream can't be destroyed");
    }
    Captures& captures = Captures::of_process();
    const Status status = captures.any() ? captures.leave(on, stream) : Status();
    return status.ok() ? on.destroy_stream(stream) : status;
  });
}

cudaError_t cudaStreamQuery(cudaStream_t stream) {
  return on_device([&](DeviceBackend& on) {
    return run_uncaptured(on, stream, "cudaStreamQuery", [&] { return on.query_stream(stream); });
  });
}

cudaError_t cudaStreamSynchronize(cudaStream_t stream) {
  return on_device([&](DeviceBackend& on) {
    return run_uncaptured(on, stream, "cudaStreamSynchronize",
                          [&] { return on.synchronize_stream(stream); });
  });
}

cudaError_t cudaStreamWaitEvent(cudaStream_t stream, cudaEvent_t event, unsigned int flags) {
  if (flags > cudaEventWaitExternal) return finish(unknown_flags(flags));
  return on_device([&](DeviceBackend& on) -> Status {
    Captures& captures = Captures::of_process();
    if (captures.any() || captures.any_event()) {
      const Result<bool> captured = captures.wait_event(on, stream, event, flags != 0);
      if (!captured.ok() || *captured) return captured.status();
    }
    return on.wait_event(stream, event, flags);
  });
}

cudaError_t cudaStreamGetDevice(cudaStream_t stream, int* device) {
  unsigned flags = 0;
  const cudaError_t error = cudaStreamGetFlags(stream, &flags);
  return error == cudaSuccess ? cudaGetDevice(device) : error;
}

cudaError_t cudaStreamGetFlags(cudaStream_t stream, unsigned int* flags) {
  return get_from_device(flags, [&](DeviceBackend& on) { return on.stream_flags(stream); });
}

cudaError_t cudaStreamGetPriority(cudaStream_t stream, int* priority) {
  return get_from_device(priority, [&](DeviceBackend& on) { return on.stream_priority(stream); });
}

cudaError_t cudaLaunchHostFunc(cudaStream_t stream, cudaHostFn_t function, void* userData) {
  return on_device([&](DeviceBackend& on) {
    if (function == nullptr) return no_function();
    return run_or_record(
        on, stream, [&] { return on.run_on_host(stream, function, userData); },
        [&] { return Work(HostWork{function, userData}); });
  });
}

cudaError_t cudaStreamAddCallback(cudaStream_t stream, cudaStreamCallback_t callback,
                                  void* userData, unsigned int flags) {
  if (flags != 0) return finish(unknown_flags(flags));
  return on_device([&](DeviceBackend& on) {
    if (callback == nullptr) return no_function();
    return run_uncaptured(on, stream, "cudaStreamAddCallback",
                          [&] { return on.call_back(stream, callback, userData); });
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
  return on_device([&](DeviceBackend& on) {
    Captures::of_process().forget_event(event);
    return on.destroy_event(event);
  });
}

cudaError_t cudaEventRecord(cudaEvent_t event, cudaStream_t stream) {
  return cudaEventRecordWithFlags(event, stream, cudaEventRecordDefault);
}

cudaError_t cudaEventRecordWithFlags(cudaEvent_t event, cudaStream_t stream, unsigned int flags) {
  if (flags > cudaEventRecordExternal) return finish(unknown_flags(flags));
  return on_device([&](DeviceBackend& on) -> Status {
    Captures& captures = Captures::of_process();
    if (captures.any() || captures.any_event()) {
      if (Status status = check_event(on, event); !status.ok()) return status;
      const Result<bool> captured = captures.record_event(on, stream, event, flags != 0);
      if (!captured.ok() || *captured) return captured.status();
    }
    return on.record_event(event, stream, flags);
  });
}

cudaError_t cudaEventQuery(cudaEvent_t event) {
  return unsafe_on_device([&](DeviceBackend& on) {
    const Status status = check_uncaptured(event);
    return status.ok() ? on.query_event(event) : status;
  });
}

cudaError_t cudaEventSynchronize(cudaEvent_t event) {
  return on_device([&](DeviceBackend& on) {
    const Status status = check_uncaptured(event);
    return status.ok() ? on.synchronize_event(event) : status;
  });
}

cudaError_t cudaEventElapsedTime(float* milliseconds, cudaEvent_t start, cudaEvent_t end) {
  return get_from_device(milliseconds, [&](DeviceBackend& on) -> Result<float> {
    Status status = check_uncaptured(start);
    if (status.ok()) status = check_uncaptured(end);
    if (!status.ok()) return status;
    return on.elapsed_time(start, end);
  });
}
}
