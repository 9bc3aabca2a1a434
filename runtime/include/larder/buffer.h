// Memory that kernels can access: on the GPU or, if the CPU was chosen, in host memory.
#ifndef LARDER_BUFFER_H
#define LARDER_BUFFER_H

#include "detail/macros_aside.h"

#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>

#include "detail/device_state.h"

namespace larder {
inline namespace v1 {

/// Owns `size()` elements of device memory, or refers to the user's own memory. Move-only. Its
/// address is for kernels only: the host must not dereference it (on a GPU it cannot). Keeps the
/// state of its Device alive. Thread safety: as a pointer.
template <class T>
class Buffer {
  static_assert(std::is_trivially_copyable_v<T>,
                "larder: a Buffer's elements are copied byte by byte, so they must be trivially "
                "copyable");

 public:
  using Element = T;  ///< the type of its elements

  /// No memory.
  Buffer() noexcept = default;
  /// Refers to `count` elements of memory that CUDA's own calls (cudaMalloc, ...) or another
  /// library allocated on the same device. Owns nothing: the user keeps the memory alive and frees
  /// it.
  [[nodiscard]] static Buffer borrow(T* memory, std::size_t count) noexcept {
    return Buffer(nullptr, memory, count);
  }

  /// Takes over the other buffer's memory and leaves it empty.
  Buffer(Buffer&& other) noexcept
      : state_(std::move(other.state_)),
        data_(std::exchange(other.data_, nullptr)),
        size_(std::exchange(other.size_, 0)) {}
  /// Exchanges the memory of the two buffers.
  Buffer& operator=(Buffer&& other) noexcept {
    std::swap(state_, other.state_);
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
  }
  ~Buffer() {
    if (state_ && data_ != nullptr) detail::release(*state_, data_);
  }

  /// The device address, for kernels and for CUDA's own calls. Null if size() is 0.
  [[nodiscard]] T* data() noexcept { return data_; }
  /// The same, for kernels that only read.
  [[nodiscard]] const T* data() const noexcept { return data_; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }               ///< in elements
  [[nodiscard]] std::size_t bytes() const noexcept { return size_ * sizeof(T); }  ///< in bytes
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }                ///< size() is 0

 private:
  friend class Device;
  Buffer(detail::SharedState state, T* data, std::size_t size) noexcept
      : state_(std::move(state)), data_(data), size_(size) {}

  detail::SharedState state_;
  T* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace v1
}  // namespace larder

#include "detail/macros_back.h"

#endif  // LARDER_BUFFER_H
