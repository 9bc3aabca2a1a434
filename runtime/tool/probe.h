// The GPUs that are here, as the choice needs to know them.
#ifndef LARDER_TOOL_PROBE_H
#define LARDER_TOOL_PROBE_H

#include <vector>

#include "larder/status.h"
#include "runtime/choose/fit.h"

namespace larder::tool {

struct Probe {
  std::vector<choose::DeviceFacts> devices;  ///< in the order in which a program tries them
  Status why_none;                           ///< where there are no devices
};

/// Asks the driver, if there is one.
[[nodiscard]] Probe probe_devices();

}  // namespace larder::tool

#endif  // LARDER_TOOL_PROBE_H
