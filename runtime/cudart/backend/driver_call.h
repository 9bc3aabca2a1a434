// A call of the driver by the runtime API. Older drivers may lack the function.
#ifndef LARDER_CUDART_BACKEND_DRIVER_CALL_H
#define LARDER_CUDART_BACKEND_DRIVER_CALL_H

#include "runtime/compose.h"
#include "runtime/cudart/failure.h"
#include "runtime/driver/driver.h"

namespace larder::inline v1::cudart {

/// Calls a member of driver::EntryPoints, and describes its failure.
template <class Function, class... Arguments>
Status call_driver(const driver::Driver& driver, const char* name, Function function,
                   Arguments... arguments) {
  const auto entry = driver.api().*function;
  if (entry != nullptr) return driver.check(entry(arguments...), name);
  return failure(cudaErrorCallRequiresNewerDriver,
                 compose("the driver has no {}: update NVIDIA's driver", name));
}

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_BACKEND_DRIVER_CALL_H
