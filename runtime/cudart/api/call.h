// How each function of the API ends: a failure becomes the thread's last error.
#ifndef LARDER_CUDART_API_CALL_H
#define LARDER_CUDART_API_CALL_H

#include "runtime/compose.h"
#include "runtime/cudart/failure.h"
#include "runtime/cudart/process/devices.h"

namespace larder::inline v1::cudart {

/// Keeps a failure for cudaGetLastError, and logs Larder's words for it. Gives CUDA's code.
cudaError_t finish(const Status& status);

/// Where an argument is to take a result and is null.
inline Status no_place() { return failure(cudaErrorInvalidValue, "the result's place is null"); }

inline Status unknown_flags(unsigned flags) {
  return failure(cudaErrorInvalidValue, compose("there are no such flags as {:#x}", flags));
}

/// Runs `call` on the calling thread's device, which is opened where it has to be.
template <class Call>
cudaError_t on_device(Call call) {
  const Result<OpenDevice*> device = Devices::of_process().current();
  return finish(device.ok() ? (*device)->run(call) : device.status());
}

/// The same, of a call that gives a Result, which goes to `*to`.
template <class Value, class Call>
cudaError_t get_from_device(Value* to, Call call) {
  return on_device([&](DeviceBackend& backend) -> Status {
    if (to == nullptr) return no_place();
    auto result = call(backend);
    if (result.ok()) *to = *result;
    return result.status();
  });
}

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_API_CALL_H
