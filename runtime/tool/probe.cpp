#include "runtime/tool/probe.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <tuple>

#include "runtime/driver/driver.h"

namespace larder::tool {

Probe probe_devices() {
  const Result<std::shared_ptr<const driver::Driver>> driver = driver::Driver::open();
  if (!driver.ok()) return {{}, driver.status()};
  Result<std::vector<driver::DeviceInfo>> devices = (*driver)->devices();
  if (!devices.ok()) return {{}, devices.status()};
  // As Device::open: the newest architecture, then the most multiprocessors, then the first.
  std::ranges::sort(*devices, std::greater(), [](const driver::DeviceInfo& device) {
    return std::tuple(device.major, device.minor, device.multiprocessors, -device.ordinal);
  });
  Probe probe;
  for (const driver::DeviceInfo& device : *devices) {
    probe.devices.push_back(
        {device.ordinal, device.name, device.major, device.minor, (*driver)->version()});
  }
  return probe;
}

}  // namespace larder::tool
