// The choice among several devices: the first one that serves, where serving includes that its
// images really can be had.
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
  Status why_none;               ///< where there are none
};

/// What is done with a device that was decided for.
class DeviceUser {
 public:
  /// Loads, or only checks, what was decided for the device with this number; may add reasons. The
  /// facts name the device.
  [[nodiscard]] virtual Status use(std::size_t device, const Facts& facts, Decision& decision) = 0;

 protected:
  ~DeviceUser() = default;
};

struct DeviceChoice {
  Decision decision;                  ///< with the reasons of all devices that did not serve
  std::optional<std::size_t> device;  ///< the number of the one that serves
};

/// Calls `user.use()` for each device that choose() would take, until one succeeds. Where none
/// does, the CPU is left, or under Policy::kRequireGpu the first device's error.
[[nodiscard]] DeviceChoice choose_device(Facts facts, const Devices& devices, DeviceUser& user);

}  // namespace larder::inline v1::choose

#endif  // LARDER_CHOOSE_DEVICES_H
