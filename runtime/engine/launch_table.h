// Remembers the kernel that an engine launches for a host function's address, as long as no library
// is loaded or unloaded: then the address may belong to another function.
#ifndef LARDER_ENGINE_LAUNCH_TABLE_H
#define LARDER_ENGINE_LAUNCH_TABLE_H

#include <cstdint>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

#include "larder/status.h"
#include "runtime/engine/engine.h"
#include "runtime/kernels/registry.h"

namespace larder::inline v1::engine {

/// Thread safe.
template <class Value>
class LaunchTable {
 public:
  /// `find` makes a Result<Value> of a FoundKernel whose kernel is known. It is called again after
  /// libraries were loaded or unloaded, and not under a lock.
  template <class Find>
  [[nodiscard]] Result<Value> get(const void* address, const Find& find) {
    const std::uint64_t generation = kernels::registry_generation();
    {
      const std::shared_lock lock(mutex_);
      const auto entry = entries_.find(address);
      if (entry != entries_.end() && entry->second.generation == generation) {
        return entry->second.value;
      }
    }
    const kernels::FoundKernel found = kernels::find_kernel(address);
    if (found.kernel == nullptr) return unknown_kernel(address);
    Result<Value> value = find(found);
    if (!value.ok()) return value;
    const std::unique_lock lock(mutex_);
    entries_.insert_or_assign(address, Entry{generation, *value});
    return value;
  }

 private:
  struct Entry {
    std::uint64_t generation;
    Value value;
  };
  std::shared_mutex mutex_;
  std::unordered_map<const void*, Entry> entries_;
};

}  // namespace larder::inline v1::engine

#endif  // LARDER_ENGINE_LAUNCH_TABLE_H
