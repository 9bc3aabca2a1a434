// Which CUDA a driver knows, from what a person says of the driver.
#ifndef LARDER_TOOL_DRIVER_VERSION_H
#define LARDER_TOOL_DRIVER_VERSION_H

#include <string>
#include <string_view>

#include "larder/status.h"

namespace larder::tool {

struct DriverVersion {
  int cuda_version = 0;  ///< the newest that the driver knows: 12040 for CUDA 12.4
  bool assumed = false;  ///< nobody said it
  std::string note;      ///< a plain sentence: how it follows from what was said
};

/// From "12.4", a CUDA version, or "550" or "550.54.14", a driver's own version, whose branch says
/// which CUDA it knows. A branch between two known ones counts as the older one, one after the last
/// known one as that. kInvalidArgument where it is neither, kUnsupported where it is older than all
/// that are known.
[[nodiscard]] Result<DriverVersion> parse_driver_version(std::string_view text);

/// Of a driver of which nothing was said: the newest CUDA that is known here.
[[nodiscard]] DriverVersion assumed_driver_version();

}  // namespace larder::tool

#endif  // LARDER_TOOL_DRIVER_VERSION_H
