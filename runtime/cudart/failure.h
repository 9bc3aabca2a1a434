// Conversions between Larder's Status and CUDA's error codes.
#ifndef LARDER_CUDART_FAILURE_H
#define LARDER_CUDART_FAILURE_H

#include <string>

#include "driver_types.h"
#include "larder/status.h"

namespace larder::inline v1::cudart {

/// A failure with CUDA's code, which must not be cudaSuccess, and Larder's message.
[[nodiscard]] Status failure(cudaError_t error, std::string words);

/// CUDA's code for a Status: the one it carries, or the nearest one.
[[nodiscard]] cudaError_t error_of(const Status& status);

/// Whether the device is unusable after it: every later call fails as well.
[[nodiscard]] bool is_sticky(cudaError_t error);

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_FAILURE_H
