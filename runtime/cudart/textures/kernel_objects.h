// Objects that kernels know by a number, which is their address on the CPU.
#ifndef LARDER_CUDART_TEXTURES_KERNEL_OBJECTS_H
#define LARDER_CUDART_TEXTURES_KERNEL_OBJECTS_H

#include <atomic>
#include <cstdint>
#include <deque>
#include <mutex>
#include <set>
#include <utility>
#include <vector>

namespace larder::inline v1::cudart {

/// Owns them. Thread safe. The memory of a destroyed object is never freed, only reused for such an
/// object, so that a kernel which uses a destroyed one notices.
template <class Object>
class KernelObjects {
 public:
  using Handle = unsigned long long;

  [[nodiscard]] Handle add(Object object) {
    const std::lock_guard lock(mutex_);
    if (free_.empty()) free_.push_back(&slots_.emplace_back());
    Slot* const slot = free_.back();
    free_.pop_back();
    slot->object = std::move(object);
    slot->mark = mark_of(slot);
    used_.insert(slot);
    return reinterpret_cast<std::uintptr_t>(slot);
  }

  /// For kernels: null if the number is visibly not the handle of an object. A number that is no
  /// address at all makes the kernel fail, as any access of such an address does.
  [[nodiscard]] static const Object* find(Handle handle) {
    if (handle == 0 || handle % alignof(Slot) != 0) return nullptr;
    const Slot* const slot = address(handle);
    const std::uint64_t mark = slot->mark.load(std::memory_order_acquire);
    return mark == mark_of(slot) ? &slot->object : nullptr;
  }

  /// For the API: null if it is not the handle of an object, whatever it is.
  [[nodiscard]] const Object* look_up(Handle handle) const {
    const std::lock_guard lock(mutex_);
    const auto found = used_.find(address(handle));
    return found == used_.end() ? nullptr : &(*found)->object;
  }

  /// False if it is not the handle of an object.
  bool destroy(Handle handle) {
    const std::lock_guard lock(mutex_);
    const auto found = used_.find(address(handle));
    if (found == used_.end()) return false;
    release(*found);
    used_.erase(found);
    return true;
  }

  void clear() {
    const std::lock_guard lock(mutex_);
    for (Slot* slot : used_) release(slot);
    used_.clear();
  }

 private:
  struct alignas(64) Slot {
    std::atomic<std::uint64_t> mark = 0;  ///< mark_of() while the object is in use
    Object object;
  };

  static Slot* address(Handle handle) {
    // NOLINTNEXTLINE(performance-no-int-to-ptr): CUDA's handles are numbers
    return reinterpret_cast<Slot*>(static_cast<std::uintptr_t>(handle));
  }
  static std::uint64_t mark_of(const Slot* slot) {
    constexpr std::uint64_t kKind = 0x9e3779b97f4a7c15 + sizeof(Object);
    return kKind ^ reinterpret_cast<std::uintptr_t>(slot);
  }
  void release(Slot* slot) {
    slot->mark = 0;
    slot->object = {};
    free_.push_back(slot);
  }

  mutable std::mutex mutex_;
  std::deque<Slot> slots_;
  std::vector<Slot*> free_;
  std::set<Slot*> used_;
};

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_TEXTURES_KERNEL_OBJECTS_H
