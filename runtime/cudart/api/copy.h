// Runs copies, or records them while their stream captures.
#ifndef LARDER_CUDART_API_COPY_H
#define LARDER_CUDART_API_COPY_H

#include "runtime/cudart/api/copy_arguments.h"

namespace larder::inline v1::cudart {

/// The same copy; the call does not wait for it.
[[nodiscard]] Copy in_stream(Copy copy, cudaStream_t stream);

/// Checks the copy, and runs or records it; nothing if there is nothing to copy.
Status run(DeviceBackend& on, const Copy& copy);
/// The same on the thread's device.
cudaError_t run(const Copy& copy);

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_API_COPY_H
