#include "runtime/cudart/backend/memory_map.h"

#include <iterator>
#include <utility>

namespace larder::inline v1::cudart {
namespace {

std::uintptr_t place(const void* address) { return reinterpret_cast<std::uintptr_t>(address); }

}  // namespace

std::optional<MemoryBlock> MemoryMap::find_locked(std::uintptr_t address) const {
  const auto after = blocks_.upper_bound(address);
  if (after == blocks_.begin()) return std::nullopt;
  const auto& [start, block] = *std::prev(after);
  if (address - start >= block.bytes) return std::nullopt;
  return block;
}

bool MemoryMap::add(const MemoryBlock& block) {
  const std::lock_guard lock(mutex_);
  const std::uintptr_t start = place(block.start);
  const auto after = blocks_.lower_bound(start);
  const bool overlaps = find_locked(start).has_value() ||
                        (after != blocks_.end() && after->first - start < block.bytes);
  if (!overlaps) blocks_.emplace(start, block);
  return !overlaps;
}

std::optional<MemoryBlock> MemoryMap::find(const void* address) const {
  const std::lock_guard lock(mutex_);
  return find_locked(place(address));
}

std::optional<MemoryBlock> MemoryMap::take(const void* start, Memory memory, bool registered) {
  const std::lock_guard lock(mutex_);
  const auto found = blocks_.find(place(start));
  if (found == blocks_.end() || found->second.memory != memory ||
      found->second.registered != registered) {
    return std::nullopt;
  }
  const MemoryBlock block = found->second;
  blocks_.erase(found);
  return block;
}

std::vector<MemoryBlock> MemoryMap::take_all() {
  const std::lock_guard lock(mutex_);
  std::vector<MemoryBlock> all;
  all.reserve(blocks_.size());
  for (const auto& [start, block] : std::exchange(blocks_, {})) all.push_back(block);
  return all;
}

}  // namespace larder::inline v1::cudart
