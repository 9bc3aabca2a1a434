#include "runtime/device/gpus.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "runtime/compose.h"

namespace larder::inline v1::device {
namespace {

bool better(const driver::DeviceInfo& left, const driver::DeviceInfo& right) {
  return std::tuple(left.major, left.minor, left.multiprocessors, -left.ordinal) >
         std::tuple(right.major, right.minor, right.multiprocessors, -right.ordinal);
}

}  // namespace

Result<Gpus> find_gpus(int ordinal) {
  Result<std::shared_ptr<const driver::Driver>> driver = driver::Driver::open();
  if (!driver.ok()) return driver.status();
  Result<std::vector<driver::DeviceInfo>> devices = (*driver)->devices();
  if (!devices.ok()) return devices.status();
  if (ordinal < 0) {
    std::sort(devices->begin(), devices->end(), better);
    return Gpus{*driver, *std::move(devices)};
  }
  const auto count = static_cast<int>(devices->size());
  if (ordinal < count) return Gpus{*driver, {(*devices)[static_cast<std::size_t>(ordinal)]}};
  return Status(Code::kUnavailable,
                compose("device {} was asked for, and the driver has {}: 0 to {}", ordinal, count,
                        count - 1));
}

choose::Devices facts_of(const Result<Gpus>& gpus) {
  if (!gpus.ok()) return {{}, gpus.status()};
  choose::Devices devices;
  for (const driver::DeviceInfo& device : gpus->devices) {
    devices.all.push_back(
        {device.ordinal, device.name, device.major, device.minor, gpus->driver->version()});
  }
  return devices;
}

}  // namespace larder::inline v1::device
