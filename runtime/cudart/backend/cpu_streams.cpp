// CpuBackend's streams and events. There is never any work under way.
#include <algorithm>
#include <cstdint>

#include "runtime/compose.h"
#include "runtime/cudart/backend/cpu_backend.h"
#include "runtime/cudart/failure.h"

namespace larder::inline v1::cudart {
namespace {

using Clock = std::chrono::steady_clock;

// Null, cudaStreamLegacy and cudaStreamPerThread.
bool is_default(cudaStream_t stream) { return reinterpret_cast<std::uintptr_t>(stream) <= 2; }

Status no_stream(cudaStream_t stream) {
  return failure(cudaErrorInvalidResourceHandle,
                 compose("{} is no stream", static_cast<const void*>(stream)));
}

Status no_event(cudaEvent_t event) {
  return failure(cudaErrorInvalidResourceHandle,
                 compose("{} is no event", static_cast<const void*>(event)));
}

}  // namespace

Status CpuBackend::check_stream(cudaStream_t stream) const {
  if (is_default(stream) || streams_.find(stream) != nullptr) return {};
  return no_stream(stream);
}

Result<cudaStream_t> CpuBackend::create_stream(unsigned flags, int) {
  return static_cast<cudaStream_t>(streams_.make(Stream{flags, 0}));
}

Status CpuBackend::destroy_stream(cudaStream_t stream) {
  return streams_.destroy(stream) ? Status() : no_stream(stream);
}

Status CpuBackend::wait_event(cudaStream_t stream, cudaEvent_t event, unsigned) {
  if (Status status = check_stream(stream); !status.ok()) return status;
  return check_event(event);
}

Result<unsigned> CpuBackend::stream_flags(cudaStream_t stream) {
  if (is_default(stream)) return unsigned{cudaStreamDefault};
  const auto found = streams_.find(stream);
  if (found == nullptr) return no_stream(stream);
  return found->flags;
}

Result<int> CpuBackend::stream_priority(cudaStream_t stream) {
  if (is_default(stream)) return 0;
  const auto found = streams_.find(stream);
  if (found == nullptr) return no_stream(stream);
  return found->priority;
}

// Both 0: a device that has no priorities.
Status CpuBackend::priority_range(int& least, int& greatest) {
  least = 0;
  greatest = 0;
  return {};
}

Status CpuBackend::run_on_host(cudaStream_t stream, cudaHostFn_t function, void* data) {
  if (Status status = check_stream(stream); !status.ok()) return status;
  function(data);
  return {};
}

Status CpuBackend::call_back(cudaStream_t stream, cudaStreamCallback_t callback, void* data) {
  if (Status status = check_stream(stream); !status.ok()) return status;
  callback(stream, cudaSuccess, data);
  return {};
}

Status CpuBackend::check_event(cudaEvent_t event) const {
  return events_.find(event) != nullptr ? Status() : no_event(event);
}

Result<cudaEvent_t> CpuBackend::create_event(unsigned flags) {
  return static_cast<cudaEvent_t>(events_.make(flags));
}

Status CpuBackend::destroy_event(cudaEvent_t event) {
  return events_.destroy(event) ? Status() : no_event(event);
}

Status CpuBackend::record_event(cudaEvent_t event, cudaStream_t stream, unsigned) {
  if (Status status = check_stream(stream); !status.ok()) return status;
  const auto found = events_.find(event);
  if (found == nullptr) return no_event(event);
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
