// The end of each function of the API: a failure becomes the thread's last error.
#ifndef LARDER_CUDART_API_CALL_H
#define LARDER_CUDART_API_CALL_H

#include "runtime/compose.h"
#include "runtime/cudart/failure.h"
#include "runtime/cudart/process/devices.h"

namespace larder::inline v1::cudart {

/// Keeps a failure for cudaGetLastError, and logs Larder's message. Returns CUDA's code.
cudaError_t finish(const Status& status);

/// For a null argument that must receive a result.
inline Status no_place() { return failure(cudaErrorInvalidValue, "the result's place is null"); }

inline Status unknown_flags(unsigned flags) {
  return failure(cudaErrorInvalidValue, compose("flags {:#x} are unknown", flags));
}

/// Stores the value of call()'s Result at `to`.
template <class Value, class Call>
Status get(Value* to, Call call) {
  if (to == nullptr) return no_place();
  auto result = call();
  if (result.ok()) *to = *result;
  return result.status();
}

/// Runs `call` on the calling thread's device, which is opened if needed.
template <class Call>
cudaError_t on_device(Call call) {
  const Result<OpenDevice*> device = Devices::of_process().current();
  return finish(device.ok() ? (*device)->run(call) : device.status());
}

/// The same for a call that returns a Result, whose value goes to `*to`.
template <class Value, class Call>
cudaError_t get_from_device(Value* to, Call call) {
  return on_device([&](DeviceBackend& backend) { return get(to, [&] { return call(backend); }); });
}

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_API_CALL_H
