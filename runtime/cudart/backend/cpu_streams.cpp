// CpuBackend's streams and events.
#include <algorithm>
#include <cstdint>
#include <utility>

#include "runtime/compose.h"
#include "runtime/cudart/backend/cpu_backend.h"
#include "runtime/cudart/failure.h"
#include "runtime/simulator/checks.h"

namespace larder::inline v1::cudart {
namespace {

using Clock = std::chrono::steady_clock;
using simulator::checks;
using simulator::StreamKind;

// A host function may not call CUDA: the call would wait for the function itself.
constinit thread_local bool in_host_function = false;

class InHostFunction {
 public:
  InHostFunction() { in_host_function = true; }
  ~InHostFunction() { in_host_function = false; }
  InHostFunction(const InHostFunction&) = delete;
  InHostFunction& operator=(const InHostFunction&) = delete;
};

StreamKind kind_of(unsigned flags) {
  return (flags & cudaStreamNonBlocking) != 0 ? StreamKind::kFree : StreamKind::kBlocking;
}

void tell_checks(const void* stream, StreamKind kind) {
  if (checks != nullptr) checks->enter_stream(stream, kind);
}

Status no_stream(cudaStream_t stream) {
  return failure(
      cudaErrorInvalidResourceHandle,
      compose("{} is no stream of this program or library: it was destroyed, or another library's "
              "copy of the runtime API made it",
              static_cast<const void*>(stream)));
}

Status no_event(cudaEvent_t event) {
  return failure(
      cudaErrorInvalidResourceHandle,
      compose("{} is no event of this program or library: it was destroyed, or another library's "
              "copy of the runtime API made it",
              static_cast<const void*>(event)));
}

}  // namespace

Result<Turn> CpuBackend::take_turn(cudaStream_t stream) {
  if (in_host_function) {
    return failure(cudaErrorNotPermitted, "a function that a stream runs on the host calls CUDA");
  }
  if (is_legacy(stream)) {
    tell_checks(nullptr, StreamKind::kLegacy);
    return Turn(legacy_);
  }
  if (stream == cudaStreamPerThread) {
    thread_local char own;
    tell_checks(&own, StreamKind::kBlocking);
    return Turn(std::shared_lock(legacy_));
  }
  std::shared_ptr<CpuStream> found = streams_.find(stream);
  if (found == nullptr) return no_stream(stream);
  const StreamKind kind = kind_of(found->flags);
  tell_checks(stream, kind);
  std::shared_lock<std::shared_mutex> beside;
  if (kind == StreamKind::kBlocking) beside = std::shared_lock(legacy_);
  return Turn(std::move(beside), std::move(found));
}

Status CpuBackend::synchronize_stream(cudaStream_t stream) {
  const Result<Turn> turn = take_turn(stream);
  if (turn.ok() && checks != nullptr) checks->wait_for_stream();
  return turn.status();
}

// Waits for work of other host threads.
Status CpuBackend::synchronize() {
  if (const Result<Turn> turn = take_turn(nullptr); !turn.ok()) return turn.status();
  for (const auto& stream : streams_.all()) {
    const std::lock_guard wait(stream->mutex);
  }
  if (checks != nullptr) checks->wait_for_all();
  return {};
}

Status CpuBackend::query_stream(cudaStream_t stream) {
  bool idle = true;
  if (is_default(stream)) {
    idle = std::unique_lock(legacy_, std::try_to_lock).owns_lock();
  } else {
    const auto found = streams_.find(stream);
    if (found == nullptr) return no_stream(stream);
    idle = std::unique_lock(found->mutex, std::try_to_lock).owns_lock();
  }
  if (!idle) return failure(cudaErrorNotReady, "another thread's work is in progress");
  // A program may go on as if it had waited.
  return checks == nullptr ? Status() : synchronize_stream(stream);
}

Result<cudaStream_t> CpuBackend::create_stream(unsigned flags, int) {
  const auto stream = static_cast<cudaStream_t>(streams_.make(flags));
  if (checks != nullptr) checks->add_stream(stream, kind_of(flags));
  return stream;
}

Status CpuBackend::destroy_stream(cudaStream_t stream) {
  if (!streams_.destroy(stream)) return no_stream(stream);
  const std::lock_guard lock(mutex_);
  std::erase_if(stream_attributes_, [&](const auto& each) { return each.first.first == stream; });
  return {};
}

Status CpuBackend::set_stream_attribute(cudaStream_t stream, cudaLaunchAttributeID attribute,
                                        const cudaLaunchAttributeValue& value) {
  if (Status status = stream_flags(stream).status(); !status.ok()) return status;
  const std::lock_guard lock(mutex_);
  stream_attributes_.insert_or_assign({stream, attribute}, value);
  return {};
}

Result<cudaLaunchAttributeValue> CpuBackend::stream_attribute(cudaStream_t stream,
                                                              cudaLaunchAttributeID attribute) {
  if (Status status = stream_flags(stream).status(); !status.ok()) return status;
  const std::lock_guard lock(mutex_);
  const auto found = stream_attributes_.find({stream, attribute});
  if (found != stream_attributes_.end()) return found->second;
  cudaLaunchAttributeValue initial{};
  if (attribute == cudaLaunchAttributeSynchronizationPolicy)
    initial.syncPolicy = cudaSyncPolicyAuto;
  return initial;
}

Status CpuBackend::wait_event(cudaStream_t stream, cudaEvent_t event, unsigned) {
  const Result<Turn> turn = take_turn(stream);
  if (!turn.ok()) return turn.status();
  if (checks != nullptr) checks->wait_for_event(event, false);
  return check_event(event);
}

Result<unsigned> CpuBackend::stream_flags(cudaStream_t stream) {
  if (is_default(stream)) return unsigned{cudaStreamDefault};
  const auto found = streams_.find(stream);
  if (found == nullptr) return no_stream(stream);
  return found->flags;
}

Result<int> CpuBackend::stream_priority(cudaStream_t stream) {
  if (is_default(stream) || streams_.find(stream) != nullptr) return 0;
  return no_stream(stream);
}

// Both 0: the device has no priorities.
Status CpuBackend::priority_range(int& least, int& greatest) {
  least = 0;
  greatest = 0;
  return {};
}

Status CpuBackend::run_on_host(cudaStream_t stream, cudaHostFn_t function, void* data) {
  const Result<Turn> turn = take_turn(stream);
  if (!turn.ok()) return turn.status();
  const InHostFunction running;
  function(data);
  return {};
}

Status CpuBackend::call_back(cudaStream_t stream, cudaStreamCallback_t callback, void* data) {
  const Result<Turn> turn = take_turn(stream);
  if (!turn.ok()) return turn.status();
  const InHostFunction running;
  callback(stream, cudaSuccess, data);
  return {};
}

Status CpuBackend::check_event(cudaEvent_t event) const {
  return events_.find(event) != nullptr ? Status() : no_event(event);
}

Status CpuBackend::synchronize_event(cudaEvent_t event) {
  if (checks != nullptr) checks->wait_for_event(event, true);
  return check_event(event);
}

Result<cudaEvent_t> CpuBackend::create_event(unsigned flags) {
  return static_cast<cudaEvent_t>(events_.make(flags));
}

Status CpuBackend::destroy_event(cudaEvent_t event) {
  return events_.destroy(event) ? Status() : no_event(event);
}

Status CpuBackend::record_event(cudaEvent_t event, cudaStream_t stream, unsigned) {
  const Result<Turn> turn = take_turn(stream);
  if (!turn.ok()) return turn.status();
  const auto found = events_.find(event);
  if (found == nullptr) return no_event(event);
  if (checks != nullptr) checks->record_event(event);
  found->recorded = std::max<Clock::rep>(Clock::now().time_since_epoch().count(), 1);
  return {};
}

Result<float> CpuBackend::elapsed_time(cudaEvent_t start, cudaEvent_t end) {
  const auto first = events_.find(start);
  const auto last = events_.find(end);
  if (first == nullptr || last == nullptr) return no_event(first == nullptr ? start : end);
  if (((first->flags | last->flags) & cudaEventDisableTiming) != 0) {
    return failure(cudaErrorInvalidResourceHandle, "an event was made with cudaEventDisableTiming");
  }
  if (first->recorded == 0 || last->recorded == 0) {
    return failure(cudaErrorInvalidResourceHandle, "an event was not recorded");
  }
  const Clock::duration between(last->recorded - first->recorded);
  return std::chrono::duration<float, std::milli>(between).count();
}

}  // namespace larder::inline v1::cudart
