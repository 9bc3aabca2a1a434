#include "runtime/cudart/process/pool_devices.h"

#include "runtime/cudart/process/shared.h"

namespace larder::inline v1::cudart {

PoolDevices& PoolDevices::of_process() { return shared.pool_devices(); }

void PoolDevices::add(cudaMemPool_t pool, int device) {
  const std::lock_guard lock(mutex_);
  devices_[pool] = device;
}

void PoolDevices::remove(cudaMemPool_t pool) {
  const std::lock_guard lock(mutex_);
  devices_.erase(pool);
}

void PoolDevices::forget() {
  const std::lock_guard lock(mutex_);
  devices_.clear();
}

Result<OpenDevice*> PoolDevices::find(cudaMemPool_t pool) const {
  int device = kNoDevice;
  {
    const std::lock_guard lock(mutex_);
    const auto found = devices_.find(pool);
    if (found != devices_.end()) device = found->second;
  }
  return device == kNoDevice ? Devices::of_process().current() : Devices::of_process().open(device);
}

}  // namespace larder::inline v1::cudart
