// How a kernel is launched: grid, block, dynamic shared memory, stream.
#ifndef LARDER_LAUNCH_H
#define LARDER_LAUNCH_H

#include "detail/macros_aside.h"

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace larder {
inline namespace v1 {

class Stream;

namespace detail {
template <class... T>
using AllIntegers = std::enable_if_t<(std::is_integral_v<T> && ...), int>;
}  // namespace detail

/// Up to three dimensions, in blocks or in threads; omitted ones are 1. Converts from integers of
/// any type and from CUDA's dim3. A number that is too large or negative is kept and refused by
/// the launch, never truncated.
struct Dim3 {
  std::int64_t x = 1;  ///< the one that changes fastest from thread to thread
  std::int64_t y = 1;  ///< rows
  std::int64_t z = 1;  ///< layers

  constexpr Dim3() noexcept = default;
  /// From one to three integers.
  template <class X, class Y = int, class Z = int, detail::AllIntegers<X, Y, Z> = 0>
  constexpr Dim3(X in_x, Y in_y = 1, Z in_z = 1) noexcept  // NOLINT(google-explicit-constructor)
      : x(static_cast<std::int64_t>(in_x)),
        y(static_cast<std::int64_t>(in_y)),
        z(static_cast<std::int64_t>(in_z)) {}
  /// From anything with integers x, y and z: dim3, uint3, int3.
  template <class Vector,
            detail::AllIntegers<decltype(Vector::x), decltype(Vector::y), decltype(Vector::z)> = 0>
  constexpr Dim3(const Vector& from) noexcept  // NOLINT(google-explicit-constructor)
      : Dim3(from.x, from.y, from.z) {}
};

/// Refers to a stream without owning it; by default, to the default stream. Must not outlive the
/// stream.
class StreamRef {
 public:
  /// The default stream, which every call without a stream uses. As in CUDA, work in it and
  /// work in the device's other streams wait for each other.
  constexpr StreamRef() noexcept = default;
  /// Refers to this stream.
  StreamRef(const Stream& stream) noexcept;  // NOLINT(google-explicit-constructor)

  /// The CUstream or cudaStream_t; null for the default stream and on the CPU.
  [[nodiscard]] void* native() const noexcept { return native_; }

 private:
  void* native_ = nullptr;
};

/// The shape of one launch: `device.launch(kernel, {grid, block}, arguments...)`.
struct LaunchConfig {
  Dim3 grid;                             ///< blocks: up to 2^31-1, 65535, 65535
  Dim3 block;                            ///< threads: up to 1024, 1024, 64, and 1024 in all
  std::size_t dynamic_shared_bytes = 0;  ///< for `extern __shared__`, per block
  StreamRef stream = {};                 ///< the default stream, or one of the device's
};

}  // namespace v1
}  // namespace larder

#include "detail/macros_back.h"

#endif  // LARDER_LAUNCH_H
