// The GPUs that the driver lists.
#ifndef LARDER_CUDART_BACKEND_GPU_PLATFORM_H
#define LARDER_CUDART_BACKEND_GPU_PLATFORM_H

#include "runtime/cudart/backend/backend.h"
#include "runtime/driver/driver.h"

namespace larder::inline v1::cudart {

class GpuPlatform final : public Platform {
 public:
  /// The driver must outlive this: it lives as long as an engine that uses it.
  explicit GpuPlatform(const driver::Driver& driver);

  [[nodiscard]] int count() const override { return count_; }
  [[nodiscard]] bool is_cpu() const override { return false; }
  [[nodiscard]] Result<int> attribute(int device, int attribute) const override;
  Status describe(int device, cudaDeviceProp& properties) const override;
  [[nodiscard]] Result<bool> can_access_peer(int device, int peer) const override;
  [[nodiscard]] Result<int> peer_attribute(int attribute, int device, int peer) const override;
  [[nodiscard]] int driver_version() const override { return driver_.version(); }

 private:
  /// The driver's handle of a device.
  [[nodiscard]] Result<driver::CuDevice> handle(int device) const;
  template <class Function, class... Arguments>
  Status call(const char* name, Function function, Arguments... arguments) const;

  const driver::Driver& driver_;
  int count_ = 0;
};

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_BACKEND_GPU_PLATFORM_H
