// The only place where CUDA's error codes become a Status.
#ifndef LARDER_DRIVER_RESULT_H
#define LARDER_DRIVER_RESULT_H

#include <string>

#include "larder/status.h"
#include "runtime/driver/entry_points.h"
#include "runtime/driver/types.h"

namespace larder::inline v1::driver {

/// Success, or "<what>: CUDA_ERROR_NO_DEVICE (no CUDA-capable device is detected)" with the
/// driver's own message, and advice if Larder has any. `what` is the call: "cuInit".
[[nodiscard]] Status to_status(const EntryPoints& api, CuResult result, const std::string& what);

}  // namespace larder::inline v1::driver

#endif  // LARDER_DRIVER_RESULT_H
