#include "runtime/cudart/api/call.h"

#include "runtime/cudart/process/thread_state.h"
#include "runtime/log.h"

namespace larder::inline v1::cudart {

cudaError_t finish(const Status& status) {
  if (status.ok()) return cudaSuccess;
  const cudaError_t error = error_of(status);
  if (error != cudaErrorNotReady) log::write(log::Level::kInfo, status.text());
  this_thread().last_error = error;
  return error;
}

}  // namespace larder::inline v1::cudart
