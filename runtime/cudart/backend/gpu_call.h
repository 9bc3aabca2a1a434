// Shared by the files of GpuBackend: its calls of the driver, and conversions to driver handles.
#ifndef LARDER_CUDART_BACKEND_GPU_CALL_H
#define LARDER_CUDART_BACKEND_GPU_CALL_H

#include <cstdint>

#include "runtime/cudart/backend/driver_call.h"
#include "runtime/cudart/backend/gpu_backend.h"

namespace larder::inline v1::cudart {

using driver::EntryPoints;

inline driver::CuStream cuda(cudaStream_t stream) {
  return reinterpret_cast<driver::CuStream>(stream);
}
inline driver::CuEvent cuda(cudaEvent_t event) { return reinterpret_cast<driver::CuEvent>(event); }
inline driver::CuMemoryPool cuda(cudaMemPool_t pool) {
  return reinterpret_cast<driver::CuMemoryPool>(pool);
}
inline driver::CuDevicePointer number(const void* address) {
  return reinterpret_cast<std::uintptr_t>(address);
}
inline void* address(driver::CuDevicePointer number) {
  // NOLINTNEXTLINE(performance-no-int-to-ptr): the driver gives addresses as numbers
  return reinterpret_cast<void*>(static_cast<std::uintptr_t>(number));
}

template <class Function, class... Arguments>
Status GpuBackend::call(const char* name, Function function, Arguments... arguments) const {
  const driver::Current current(engine_.context());
  if (!current.status().ok()) return current.status();
  return call_driver(engine_.context().driver(), name, function, arguments...);
}

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_BACKEND_GPU_CALL_H
