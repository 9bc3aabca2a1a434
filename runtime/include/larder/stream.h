// A queue of work: the work in one stream runs in order.
#ifndef LARDER_STREAM_H
#define LARDER_STREAM_H

#include "detail/macros_aside.h"

#include <memory>
#include <utility>

#include "detail/device_state.h"
#include "launch.h"
#include "status.h"

namespace larder {
inline namespace v1 {

/// Owns a stream of a Device, or refers to one of CUDA's own. Move-only; pending work still
/// finishes after it is destroyed. Thread safety: as CUDA's streams, any thread may use it. On the
/// CPU every call has finished when it returns, so a stream has no effect there.
class Stream {
 public:
  /// Refers to the user's own CUstream or cudaStream_t of the same device. Owns nothing: the
  /// user keeps it alive as long as this object, and destroys it.
  [[nodiscard]] static Stream borrow(void* native) noexcept { return Stream(nullptr, native); }

  /// Takes over the other's stream; the other then refers to the default stream.
  Stream(Stream&& other) noexcept
      : state_(std::move(other.state_)), native_(std::exchange(other.native_, nullptr)) {}
  /// Exchanges the two.
  Stream& operator=(Stream&& other) noexcept {
    std::swap(state_, other.state_);
    std::swap(native_, other.native_);
    return *this;
  }
  ~Stream() {
    if (state_ && native_ != nullptr) detail::destroy_stream(*state_, native_);
  }

  /// The CUstream or cudaStream_t. On the CPU it is null, or a name for checks of kernels. Stays
  /// owned by this object.
  [[nodiscard]] void* native() const noexcept { return native_; }

  /// Waits for all work in it. Returns the first failure of the device, if there was one. Only
  /// for a stream that Device::stream() made; a borrowed one returns kInvalidArgument.
  Status synchronize() const {
    if (state_) return detail::synchronize_stream(*state_, native_);
    return {
        Code::kInvalidArgument,
        "this stream is borrowed, so its device is not known: call Device::synchronize(stream)"};
  }

 private:
  friend class Device;
  Stream(detail::SharedState state, void* native) noexcept
      : state_(std::move(state)), native_(native) {}

  detail::SharedState state_;
  void* native_ = nullptr;
};

inline StreamRef::StreamRef(const Stream& stream) noexcept : native_(stream.native()) {}

}  // namespace v1
}  // namespace larder

#include "detail/macros_back.h"

#endif  // LARDER_STREAM_H
