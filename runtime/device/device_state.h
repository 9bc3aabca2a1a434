// The state that Device, Buffer and Stream share: an engine, the report, and the first failure.
#ifndef LARDER_DEVICE_DEVICE_STATE_H
#define LARDER_DEVICE_DEVICE_STATE_H

#include <atomic>
#include <mutex>
#include <string>

#include "larder/detail/device_state.h"
#include "larder/report.h"
#include "runtime/device/open.h"

namespace larder::inline v1::detail {

/// Thread safe.
class DeviceState {
 public:
  explicit DeviceState(device::Opened opened)
      : opened_(std::move(opened)), failed_(!opened_.status.ok()), status_(opened_.status) {}

  [[nodiscard]] const Report& report() const { return opened_.report; }
  [[nodiscard]] const std::string& name() const { return opened_.name; }
  [[nodiscard]] bool failed() const { return failed_.load(std::memory_order_acquire); }

  /// The first failure.
  [[nodiscard]] Status status() const {
    if (!failed()) return {};
    const std::lock_guard lock(mutex_);
    return status_;
  }
  /// Keeps `status` if it is the first failure. Returns the first failure.
  Status keep(Status status);

  /// Runs `call` on the engine unless something failed before.
  template <class Call>
  Status run(Call call) {
    if (failed()) return status();
    return keep(call(*opened_.engine));
  }
  /// The engine, even after a failure, to free resources; null if no device was opened.
  [[nodiscard]] engine::Engine* engine() { return opened_.engine.get(); }

  /// Whether both use the same memory.
  [[nodiscard]] bool shares_memory_with(const DeviceState& other) const {
    return opened_.ordinal == other.opened_.ordinal;
  }

 private:
  device::Opened opened_;
  std::atomic<bool> failed_;
  mutable std::mutex mutex_;
  Status status_;
};

}  // namespace larder::inline v1::detail

#endif  // LARDER_DEVICE_DEVICE_STATE_H
