// Calls that give work to streams, or wait for them: while a stream captures, work is recorded, and
// what can't be recorded is refused.
#ifndef LARDER_CUDART_API_STREAM_CALL_H
#define LARDER_CUDART_API_STREAM_CALL_H

#include "runtime/cudart/api/call.h"
#include "runtime/cudart/graph/captures.h"

namespace larder::inline v1::cudart {

/// Work in a stream: `run` runs it; while the stream captures, it is recorded as the Result<Work>
/// that `describe` returns.
template <class Run, class Describe>
Status run_or_record(DeviceBackend& on, cudaStream_t stream, Run run, Describe describe) {
  Captures& captures = Captures::of_process();
  if (!captures.any()) return run();
  const Result<bool> captured = captures.admit(on, stream);
  if (!captured.ok()) return captured.status();
  return *captured ? captures.record(stream, describe()) : run();
}

/// A call for a stream that may not capture.
template <class Run>
Status run_uncaptured(DeviceBackend& on, cudaStream_t stream, const char* name, Run run) {
  Captures& captures = Captures::of_process();
  if (!captures.any()) return run();
  const Status status = captures.check_stream(on, stream, name);
  return status.ok() ? run() : status;
}

/// Work in the legacy default stream that the call waits for.
template <class Run>
Status run_waiting(DeviceBackend& on, Run run) {
  Captures& captures = Captures::of_process();
  if (!captures.any()) return run();
  const Status status = captures.check_waiting(on);
  return status.ok() ? run() : status;
}

/// A call that might wait for other work, as CUDA's allocations do: captures can forbid it.
template <class Call>
cudaError_t unsafe_on_device(Call call) {
  return on_device([&](DeviceBackend& on) -> Status {
    Captures& captures = Captures::of_process();
    const Status status = captures.any() ? captures.check_unsafe() : Status();
    return status.ok() ? call(on) : status;
  });
}

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_API_STREAM_CALL_H
