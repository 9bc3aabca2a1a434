// The choice among several devices: the first one whose images can be loaded.
#ifndef LARDER_CHOOSE_DEVICES_H
#define LARDER_CHOOSE_DEVICES_H

#include <cstddef>
#include <optional>
#include <vector>

#include "larder/status.h"
#include "runtime/choose/choose.h"
#include "runtime/choose/fit.h"

namespace larder::inline v1::choose {

struct Devices {
  std::vector<DeviceFacts> all;  ///< in the order in which they are tried
  Status why_none;               ///< if there are none
};

/// Uses a device that was chosen.
class DeviceUser {
 public:
  /// Loads, or only checks, the images that were chosen for the device with this number; may add
  /// reasons. The facts name the device.
  [[nodiscard]] virtual Status use(std::size_t device, const Facts& facts, Decision& decision) = 0;

 protected:
  ~DeviceUser() = default;
};

struct DeviceChoice {
  Decision decision;                  ///< with the reasons of all devices that were rejected
  std::optional<std::size_t> device;  ///< the number of the chosen one
};

/// Calls `user.use()` for each device that choose() would take, until one succeeds. If none
/// does, the result is the CPU, or under Policy::kRequireGpu the first device's error.
[[nodiscard]] DeviceChoice choose_device(Facts facts, const Devices& devices, DeviceUser& user);

}  // namespace larder::inline v1::choose

#endif  // LARDER_CHOOSE_DEVICES_H
