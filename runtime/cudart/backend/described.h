// The driver's objects that were created for the API's user, with what they were made of.
#ifndef LARDER_CUDART_BACKEND_DESCRIBED_H
#define LARDER_CUDART_BACKEND_DESCRIBED_H

#include <map>
#include <mutex>
#include <optional>
#include <utility>

namespace larder::inline v1::cudart {

/// Thread safe.
template <class Handle, class Description>
class Described {
 public:
  void add(Handle handle, const Description& description) {
    const std::lock_guard lock(mutex_);
    descriptions_[handle] = description;
  }
  void remove(Handle handle) {
    const std::lock_guard lock(mutex_);
    descriptions_.erase(handle);
  }
  [[nodiscard]] std::optional<Description> find(Handle handle) const {
    const std::lock_guard lock(mutex_);
    const auto found = descriptions_.find(handle);
    if (found == descriptions_.end()) return std::nullopt;
    return found->second;
  }
  /// Removes and returns all.
  std::map<Handle, Description> take_all() {
    const std::lock_guard lock(mutex_);
    return std::exchange(descriptions_, {});
  }

 private:
  mutable std::mutex mutex_;
  std::map<Handle, Description> descriptions_;
};

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_BACKEND_DESCRIBED_H
