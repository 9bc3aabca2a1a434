// Objects that the API's users know by an address.
#ifndef LARDER_CUDART_BACKEND_HANDLES_H
#define LARDER_CUDART_BACKEND_HANDLES_H

#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>
#include <vector>

namespace larder::inline v1::cudart {

/// Owns them. Thread safe; a removed object lives on as long as it is referenced.
template <class Object>
class Handles {
 public:
  /// The handle of a new object.
  template <class... Arguments>
  void* make(Arguments&&... arguments) {
    auto object = std::make_shared<Object>(std::forward<Arguments>(arguments)...);
    void* handle = object.get();
    const std::lock_guard lock(mutex_);
    objects_.emplace(handle, std::move(object));
    return handle;
  }
  /// Null if it is not the handle of such an object.
  [[nodiscard]] std::shared_ptr<Object> find(const void* handle) const {
    const std::lock_guard lock(mutex_);
    const auto found = objects_.find(handle);
    return found == objects_.end() ? nullptr : found->second;
  }
  /// False if it is not the handle of such an object.
  bool destroy(const void* handle) {
    const std::lock_guard lock(mutex_);
    return objects_.erase(handle) == 1;
  }
  [[nodiscard]] std::vector<std::shared_ptr<Object>> all() const {
    const std::lock_guard lock(mutex_);
    std::vector<std::shared_ptr<Object>> copies;
    copies.reserve(objects_.size());
    for (const auto& [handle, object] : objects_) copies.push_back(object);
    return copies;
  }
  void clear() {
    const std::lock_guard lock(mutex_);
    objects_.clear();
  }

 private:
  mutable std::mutex mutex_;
  std::unordered_map<const void*, std::shared_ptr<Object>> objects_;
};

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_BACKEND_HANDLES_H
