// Which device's memory a pool has. The runtime API names pools by their handles alone, and the
// driver does not tell.
#ifndef LARDER_CUDART_PROCESS_POOL_DEVICES_H
#define LARDER_CUDART_PROCESS_POOL_DEVICES_H

#include <map>
#include <mutex>

#include "runtime/cudart/process/devices.h"
#include "runtime/cudart/process/thread_state.h"

namespace larder::inline v1::cudart {

/// The pools that this process has asked for, by `add`. Thread safe.
class PoolDevices {
 public:
  [[nodiscard]] static PoolDevices& of_process();

  void add(cudaMemPool_t pool, int device);
  void remove(cudaMemPool_t pool);
  /// Knows no pool any longer: for tests.
  void forget();
  /// The calling thread's device if the pool is unknown.
  [[nodiscard]] Result<OpenDevice*> find(cudaMemPool_t pool) const;

 private:
  mutable std::mutex mutex_;
  std::map<cudaMemPool_t, int> devices_;
};

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_PROCESS_POOL_DEVICES_H
