// The devices that this process has opened for the runtime API. Each is opened by the first call
// that needs it, by Larder's policy; the first one decides whether devices are GPUs or the CPU.
#ifndef LARDER_CUDART_PROCESS_DEVICES_H
#define LARDER_CUDART_PROCESS_DEVICES_H

#include <array>
#include <atomic>
#include <memory>
#include <mutex>

#include "runtime/cudart/backend/backend.h"
#include "runtime/cudart/failure.h"
#include "runtime/device/open.h"

namespace larder::inline v1::cudart {

/// Thread safe.
class OpenDevice {
 public:
  explicit OpenDevice(device::Opened opened);

  [[nodiscard]] int ordinal() const { return ordinal_; }
  [[nodiscard]] DeviceBackend& backend() { return *backend_; }
  /// The failure that made the device unusable; cudaSuccess if there was none.
  [[nodiscard]] cudaError_t broken() const { return broken_; }

  /// Runs `call` on the backend unless a kernel has failed before.
  template <class Call>
  Status run(Call call) {
    if (broken_ != cudaSuccess) return failure(broken_, "a kernel failed before");
    Status status = call(*backend_);
    if (const cudaError_t error = error_of(status); is_sticky(error)) broken_ = error;
    return status;
  }
  Status reset();

  std::atomic<unsigned> flags = cudaDeviceScheduleAuto | cudaDeviceMapHost;
  std::atomic<cudaFuncCache> cache_config = cudaFuncCachePreferNone;
  std::atomic<cudaSharedMemConfig> shared_config = cudaSharedMemBankSizeFourByte;

 private:
  device::Opened opened_;
  int ordinal_;
  std::unique_ptr<DeviceBackend> backend_;
  std::atomic<cudaError_t> broken_ = cudaSuccess;
};

/// Thread safe. Virtual functions make objects: the code of these stays in the process.
class Devices {
 public:
  Devices() = default;
  virtual ~Devices() = default;
  Devices(const Devices&) = delete;
  Devices& operator=(const Devices&) = delete;
  [[nodiscard]] static Devices& of_process();

  /// The device of the calling thread.
  [[nodiscard]] Result<OpenDevice*> current();
  /// By CUDA's number; kNoDevice: the one that Larder chooses.
  [[nodiscard]] virtual Result<OpenDevice*> open(int ordinal);
  /// The device of the calling thread, if it is open.
  [[nodiscard]] OpenDevice* current_if_open();
  /// All existing devices.
  [[nodiscard]] Result<const Platform*> platform();
  /// Closes all, as if nothing had been called yet: for tests. No work may be in progress.
  void forget();

 private:
  static constexpr int kMax = 64;

  [[nodiscard]] Status check(int ordinal);
  [[nodiscard]] Result<OpenDevice*> publish(device::Opened opened, int asked);

  std::mutex mutex_;  ///< guards changes; not held while a device is opened
  std::array<std::atomic<OpenDevice*>, kMax> devices_ = {};
  std::atomic<OpenDevice*> chosen_ = nullptr;  ///< the device of threads that set none
  std::atomic<const Platform*> platform_ = nullptr;
};

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_PROCESS_DEVICES_H
