// The CUDA version that a driver supports, from a user's description of the driver.
#ifndef LARDER_TOOL_DRIVER_VERSION_H
#define LARDER_TOOL_DRIVER_VERSION_H

#include <string>
#include <string_view>

#include "larder/status.h"

namespace larder::tool {

struct DriverVersion {
  int cuda_version = 0;  ///< the newest that the driver supports: 12040 for CUDA 12.4
  bool assumed = false;  ///< it was not given
  std::string note;      ///< a plain sentence: how it follows from the description
};

/// From "12.4", a CUDA version, or "550" or "550.54.14", a driver's own version, whose branch
/// determines the CUDA version. A branch between two known ones counts as the older one, one after
/// the last known one as that. kInvalidArgument if it is neither, kUnsupported if it is older than
/// all known ones.
[[nodiscard]] Result<DriverVersion> parse_driver_version(std::string_view text);

/// For a driver without a description: the newest CUDA version known here.
[[nodiscard]] DriverVersion assumed_driver_version();

}  // namespace larder::tool

#endif  // LARDER_TOOL_DRIVER_VERSION_H
