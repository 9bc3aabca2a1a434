#include "runtime/cudart/api/copy.h"

#include "runtime/cudart/api/stream_call.h"

namespace larder::inline v1::cudart {

Copy in_stream(Copy copy, cudaStream_t stream) {
  copy.waits = false;
  copy.stream = stream;
  return copy;
}

Status run(DeviceBackend& on, const Copy& copy) {
  if (Status status = check_kind(copy.kind); !status.ok()) return status;
  if (is_empty(copy)) return {};
  if (Status status = check(copy); !status.ok()) return status;
  const auto run_now = [&] { return on.copy(copy); };
  if (copy.waits) return run_waiting(on, run_now);
  return run_or_record(on, copy.stream, run_now, [&] { return Work(CopyWork{copy}); });
}

cudaError_t run(const Copy& copy) {
  return on_device([&](DeviceBackend& on) { return run(on, copy); });
}

}  // namespace larder::inline v1::cudart
