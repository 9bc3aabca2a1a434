// The driver's objects that were created for the API's user and not destroyed yet.
#ifndef LARDER_CUDART_BACKEND_GIVEN_OUT_H
#define LARDER_CUDART_BACKEND_GIVEN_OUT_H

#include <mutex>
#include <set>
#include <utility>

namespace larder::inline v1::cudart {

/// Thread safe.
template <class Handle>
class GivenOut {
 public:
  void add(Handle handle) {
    const std::lock_guard lock(mutex_);
    handles_.insert(handle);
  }
  void remove(Handle handle) {
    const std::lock_guard lock(mutex_);
    handles_.erase(handle);
  }
  /// Removes and returns all.
  std::set<Handle> take_all() {
    const std::lock_guard lock(mutex_);
    return std::exchange(handles_, {});
  }

 private:
  std::mutex mutex_;
  std::set<Handle> handles_;
};

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_BACKEND_GIVEN_OUT_H
