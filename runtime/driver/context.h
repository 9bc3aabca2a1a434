// A device's primary context, which CUDA's runtime uses too: so pointers and streams of both can be
// mixed.
#ifndef LARDER_DRIVER_CONTEXT_H
#define LARDER_DRIVER_CONTEXT_H

#include <memory>
#include <string>

#include "larder/status.h"
#include "runtime/driver/driver.h"

namespace larder::inline v1::driver {

/// Keeps the primary context alive. Immutable: any thread may use it.
class PrimaryContext {
 public:
  [[nodiscard]] static Result<std::shared_ptr<const PrimaryContext>> retain(
      std::shared_ptr<const Driver> driver, DeviceInfo device);
  ~PrimaryContext();
  PrimaryContext(const PrimaryContext&) = delete;
  PrimaryContext& operator=(const PrimaryContext&) = delete;

  [[nodiscard]] const Driver& driver() const { return *driver_; }
  [[nodiscard]] const EntryPoints& api() const { return driver_->api(); }
  [[nodiscard]] const DeviceInfo& device() const { return device_; }
  [[nodiscard]] CuContext handle() const { return handle_; }
  [[nodiscard]] Status check(CuResult result, const char* call, const char* of = nullptr) const {
    return driver_->check(result, call, of);
  }

 private:
  PrimaryContext(std::shared_ptr<const Driver> driver, DeviceInfo device)
      : driver_(std::move(driver)), device_(std::move(device)) {}

  std::shared_ptr<const Driver> driver_;
  DeviceInfo device_;
  CuContext handle_ = nullptr;
};

/// Makes a context this thread's current one, and restores the previous one when it is destroyed: a
/// program's own use of CUDA does not notice Larder. Inside of another Current of the same context
/// it does not call the driver: code with many calls holds one around them.
class Current {
 public:
  explicit Current(const PrimaryContext& context);
  ~Current();
  Current(const Current&) = delete;
  Current& operator=(const Current&) = delete;

  /// Why the context could not be made current.
  [[nodiscard]] const Status& status() const { return status_; }

 private:
  const PrimaryContext& context_;
  const Current* outer_;  ///< this thread's previous innermost one
  bool pushed_ = false;
  Status status_;
};

}  // namespace larder::inline v1::driver

#endif  // LARDER_DRIVER_CONTEXT_H
