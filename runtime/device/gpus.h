// The GPUs that the driver lists, in the order in which they are tried.
#ifndef LARDER_DEVICE_GPUS_H
#define LARDER_DEVICE_GPUS_H

#include <memory>
#include <vector>

#include "larder/status.h"
#include "runtime/choose/devices.h"
#include "runtime/driver/driver.h"

namespace larder::inline v1::device {

struct Gpus {
  std::shared_ptr<const driver::Driver> driver;
  /// The newest compute capability first, then the one with the most multiprocessors, then the
  /// first.
  std::vector<driver::DeviceInfo> devices;
};

/// All, or the one with this ordinal. An error if there is no driver or no such device.
[[nodiscard]] Result<Gpus> find_gpus(int ordinal = -1);

/// The same as input for choose_device().
[[nodiscard]] choose::Devices facts_of(const Result<Gpus>& gpus);

}  // namespace larder::inline v1::device

#endif  // LARDER_DEVICE_GPUS_H
