#include "larder/device.h"

#include <atomic>

#include "runtime/device/device_state.h"
#include "runtime/device/open.h"
#include "runtime/log.h"

namespace larder::inline v1 {
namespace {

/// A program that opens devices again and again is told once that it runs on the CPU.
log::Level level_of(const detail::Opened& opened) {
  static std::atomic_flag told = ATOMIC_FLAG_INIT;
  if (!opened.status.ok()) return log::Level::kWarn;
  return opened.fallback && !told.test_and_set() ? log::Level::kWarn : log::Level::kInfo;
}

}  // namespace

Device Device::open(const Options& options) {
  detail::Opened opened = detail::open_engine(options);
  log::write(level_of(opened), opened.status.ok() ? opened.report.text() : opened.status.text());
  return Device(std::make_shared<detail::DeviceState>(std::move(opened)));
}

Backend Device::backend() const noexcept { return state_->report().backend; }

const std::string& Device::name() const noexcept { return state_->name(); }

const Report& Device::report() const noexcept { return state_->report(); }

Status Device::status() const { return state_->status(); }

Status Device::synchronize() {
  return state_->run([](detail::Engine& engine) { return engine.synchronize(); });
}

Status Device::synchronize(StreamRef stream) {
  return detail::synchronize_stream(*state_, stream.native());
}

}  // namespace larder::inline v1
