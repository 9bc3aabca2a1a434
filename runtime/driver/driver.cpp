#include "runtime/driver/driver.h"

#include <utility>

#include "runtime/compose.h"
#include "runtime/driver/result.h"

namespace larder::inline v1::driver {
namespace {

constexpr CuResult kNoDevice = 100;

Status no_device(const std::string& how) {
  return {Code::kUnavailable,
          "no CUDA device (" + how + "); check nvidia-smi and CUDA_VISIBLE_DEVICES"};
}

}  // namespace

Result<std::shared_ptr<const Driver>> Driver::open() {
  Result<LoadedLibrary> library = load_library();
  if (!library.ok()) return library.status();
  std::shared_ptr<Driver> driver(new Driver(*std::move(library)));
  const CuResult started = driver->api().cuInit(0);
  if (started == kNoDevice) return no_device(driver->check(started, "cuInit").message());
  if (Status status = driver->check(started, "cuInit"); !status.ok()) {
    return Status(Code::kUnavailable, "the CUDA driver cannot start: " + status.message());
  }
  const CuResult versioned = driver->api().cuDriverGetVersion(&driver->version_);
  if (Status status = driver->check(versioned, "cuDriverGetVersion"); !status.ok()) return status;
  return std::shared_ptr<const Driver>(std::move(driver));
}

Status Driver::failure(CuResult result, const char* call, const char* of) const {
  return to_status(api(), result, of != nullptr ? compose("{} {}", call, of) : call);
}

Result<std::vector<DeviceInfo>> Driver::devices() const {
  int count = 0;
  const CuResult counted = api().cuDeviceGetCount(&count);
  if (Status status = check(counted, "cuDeviceGetCount"); !status.ok()) return status;
  if (count == 0) return no_device("cuDeviceGetCount counts 0");
  std::vector<DeviceInfo> devices;
  for (int ordinal = 0; ordinal < count; ++ordinal) {
    Result<DeviceInfo> device = describe(ordinal);
    if (!device.ok()) return device.status();
    devices.push_back(*std::move(device));
  }
  return devices;
}

Result<DeviceInfo> Driver::describe(int ordinal) const {
  DeviceInfo info;
  info.ordinal = ordinal;
  Status status = check(api().cuDeviceGet(&info.handle, ordinal), "cuDeviceGet");
  if (!status.ok()) return status;
  char name[256] = "";
  status = check(api().cuDeviceGetName(name, sizeof name, info.handle), "cuDeviceGetName");
  if (!status.ok()) return status;
  info.name = name;
  const std::pair<int, int*> attributes[] = {
      {kCapabilityMajor, &info.major},
      {kCapabilityMinor, &info.minor},
      {kMultiprocessorCount, &info.multiprocessors},
      {kSharedMemoryPerBlock, &info.shared_bytes},
      {kSharedMemoryPerBlockOptIn, &info.shared_bytes_opt_in},
  };
  for (const auto& [attribute, value] : attributes) {
    status =
        check(api().cuDeviceGetAttribute(value, attribute, info.handle), "cuDeviceGetAttribute");
    if (!status.ok()) return status;
  }
  return info;
}

}  // namespace larder::inline v1::driver
