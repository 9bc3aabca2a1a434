// Captures: what is not allowed while a stream captures, and events, by which streams join.
#include "runtime/compose.h"
#include "runtime/cudart/graph/captures.h"

namespace larder::inline v1::cudart {
namespace {

/// Whether a capture forbids unsafe calls to a thread.
bool forbids(cudaStreamCaptureMode capture, bool of_this_thread, cudaStreamCaptureMode thread) {
  if (thread == cudaStreamCaptureModeRelaxed || capture == cudaStreamCaptureModeRelaxed) {
    return false;
  }
  return of_this_thread ||
         (capture == cudaStreamCaptureModeGlobal && thread == cudaStreamCaptureModeGlobal);
}

}  // namespace

// Work in the legacy default stream would have to wait for work that does not run.
Status Captures::check_legacy(const DeviceBackend& device) {
  Status status;
  for (const auto& [key, member] : streams_) {
    if (!member.blocking || member.capture->device != &device) continue;
    status = invalidate(*member.capture, cudaErrorStreamCaptureImplicit,
                        "the default stream would wait for a stream that captures: use another "
                        "one, or create the capturing one with cudaStreamNonBlocking");
  }
  return status;
}

Status Captures::check_stream(DeviceBackend& device, cudaStream_t stream, const char* call) {
  const Result<bool> captured = admit(device, stream);
  if (!captured.ok() || !*captured) return captured.status();
  const std::lock_guard lock(mutex_);
  const Member* const member = find(stream);
  if (member == nullptr) return {};
  return invalidate(*member->capture, cudaErrorStreamCaptureUnsupported,
                    compose("{} in a stream that captures", call));
}

Status Captures::leave(DeviceBackend& device, cudaStream_t stream) {
  const Result<bool> captured = admit(device, stream);
  if (!captured.ok() || !*captured) return captured.status();
  const std::lock_guard lock(mutex_);
  const Member* const member = find(stream);
  if (member == nullptr) return {};
  Capture& capture = *member->capture;
  if (capture.stream == stream) {
    return invalidate(capture, cudaErrorStreamCaptureUnsupported,
                      "the stream in which a capture began is destroyed: end the capture before");
  }
  capture.left.insert(member->last.begin(), member->last.end());
  streams_.erase(key(stream));
  count();
  return {};
}

Status Captures::check_device(DeviceBackend& device) {
  const std::lock_guard lock(mutex_);
  Status status;
  for (const auto& [key, member] : streams_) {
    if (member.capture->device != &device) continue;
    status = invalidate(*member.capture, cudaErrorStreamCaptureUnsupported,
                        "a call waits for the whole device while a stream captures");
  }
  return status;
}

Status Captures::check_unsafe() {
  const std::lock_guard lock(mutex_);
  Status status;
  for (const auto& [key, member] : streams_) {
    Capture& capture = *member.capture;
    if (!forbids(capture.mode, capture.thread == &this_thread(), this_thread().capture_mode)) {
      continue;
    }
    status = invalidate(capture, cudaErrorStreamCaptureUnsupported,
                        "a call that might wait for other work while a stream captures: call it "
                        "before, or capture with cudaStreamCaptureModeRelaxed");
  }
  return status;
}

Status Captures::check_waiting(DeviceBackend& device) {
  const Result<bool> captured = admit(device, nullptr);
  return captured.ok() ? check_unsafe() : captured.status();
}

Result<bool> Captures::record_event(DeviceBackend& device, cudaStream_t stream, cudaEvent_t event,
                                    bool external) {
  Result<bool> captured = admit(device, stream);
  if (!captured.ok()) return captured;
  if (*captured && external) {
    const Status status = record(stream, Work(RecordWork{event}));
    if (!status.ok()) return status;
    return true;
  }
  const std::lock_guard lock(mutex_);
  const Member* const member = find(stream);
  if (member == nullptr) {
    events_.erase(event);
  } else {
    events_[event] = {member->capture, member->last};
  }
  count();
  return member != nullptr;
}

Status Captures::join(DeviceBackend& device, cudaStream_t stream, const Recorded& recorded) {
  if (is_legacy(stream)) {
    return invalidate(*recorded.capture, cudaErrorStreamCaptureUnsupported,
                      "the legacy default stream can't capture: let another stream wait");
  }
  const Result<unsigned> flags = device.stream_flags(stream);
  if (!flags.ok()) return flags.status();
  streams_.emplace(key(stream),
                   Member{recorded.capture, (*flags & cudaStreamNonBlocking) == 0, recorded.nodes});
  count();
  return {};
}

Result<bool> Captures::wait_event(DeviceBackend& device, cudaStream_t stream, cudaEvent_t event,
                                  bool external) {
  Result<bool> captured = admit(device, stream);
  if (!captured.ok()) return captured;
  const auto done = [](const Status& status) -> Result<bool> {
    if (!status.ok()) return status;
    return true;
  };
  if (*captured && external) return done(record(stream, Work(WaitWork{event})));
  const std::lock_guard lock(mutex_);
  Member* const member = find(stream);
  const auto found = events_.find(event);
  if (found == events_.end()) {
    if (member == nullptr) return false;
    return invalidate(*member->capture, cudaErrorStreamCaptureIsolation,
                      "a capturing stream waits for an event that was not recorded in the capture");
  }
  const Recorded& recorded = found->second;
  if (recorded.capture->over) {
    return failure(cudaErrorCapturedEvent,
                   "the event was last recorded in a capture, which is over: record it again");
  }
  if (!recorded.capture->valid) return invalidated();
  if (member == nullptr) return done(join(device, stream, recorded));
  if (member->capture != recorded.capture) {
    recorded.capture->valid = false;
    return invalidate(*member->capture, cudaErrorStreamCaptureMerge,
                      "a capturing stream waits for an event of another capture");
  }
  member->last.insert(recorded.nodes.begin(), recorded.nodes.end());
  return true;
}

Status Captures::check_event(cudaEvent_t event) {
  const std::lock_guard lock(mutex_);
  const auto found = events_.find(event);
  if (found == events_.end()) return {};
  return invalidate(*found->second.capture, cudaErrorCapturedEvent,
                    "the event was last recorded in a stream that captured, so it has no time and "
                    "no end: record it again");
}

void Captures::forget_event(cudaEvent_t event) {
  const std::lock_guard lock(mutex_);
  events_.erase(event);
  count();
}

}  // namespace larder::inline v1::cudart
