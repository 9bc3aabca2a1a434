// The memory that the runtime API allocated, by address.
#ifndef LARDER_CUDART_BACKEND_MEMORY_MAP_H
#define LARDER_CUDART_BACKEND_MEMORY_MAP_H

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

#include "runtime/cudart/backend/backend.h"

namespace larder::inline v1::cudart {

struct MemoryBlock {
  void* start = nullptr;
  std::size_t bytes = 0;
  Memory memory = Memory::kDevice;
  unsigned flags = 0;
  bool registered = false;  ///< the user's own host memory

  [[nodiscard]] std::size_t bytes_from(const void* address) const {
    return bytes - static_cast<std::size_t>(static_cast<const char*>(address) -
                                            static_cast<const char*>(start));
  }
};

/// Thread safe.
class MemoryMap {
 public:
  /// False if it overlaps an existing block.
  bool add(const MemoryBlock& block);
  /// The block that contains an address.
  [[nodiscard]] std::optional<MemoryBlock> find(const void* address) const;
  /// Removes and returns the block of this kind that starts there.
  std::optional<MemoryBlock> take(const void* start, Memory memory, bool registered = false);
  /// Removes and returns all.
  std::vector<MemoryBlock> take_all();

 private:
  [[nodiscard]] std::optional<MemoryBlock> find_locked(std::uintptr_t address) const;

  mutable std::mutex mutex_;
  std::map<std::uintptr_t, MemoryBlock> blocks_;  ///< by their start
};

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_BACKEND_MEMORY_MAP_H
