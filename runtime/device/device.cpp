#include "larder/device.h"

#include "runtime/device/device_state.h"
#include "runtime/device/open.h"
#include "runtime/simulator/checks.h"

namespace larder::inline v1 {

Device Device::open(const Options& options) {
  device::Opened opened = device::open_engine(options);
  device::tell(opened);
  return Device(std::make_shared<detail::DeviceState>(std::move(opened)));
}

Backend Device::backend() const noexcept { return state_->report().backend; }

const std::string& Device::name() const noexcept { return state_->name(); }

const Report& Device::report() const noexcept { return state_->report(); }

Status Device::status() const { return state_->status(); }

Status Device::synchronize() {
  if (simulator::checks != nullptr) simulator::checks->wait_for_all();
  return state_->run([](engine::Engine& engine) { return engine.synchronize(); });
}

Status Device::synchronize(StreamRef stream) {
  return detail::synchronize_stream(*state_, stream.native());
}

}  // namespace larder::inline v1
