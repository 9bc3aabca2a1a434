// The device that runs kernels: a GPU if one can run them, the CPU otherwise.
//
//   larder::Device device = larder::Device::open();
//   auto in = device.upload(image);
//   auto out = device.allocate<float>(image.size());
//   device.launch(blur<4>, {grid, block}, in, out, width, height);
//   if (larder::Status status = device.download(out, image); !status) puts(status.text().c_str());
//
// Errors are sticky, like CUDA's own: the first failure stays the device's status, later calls do
// nothing, and every call that returns a Status returns that one. So a program needs to check only
// at the end. No call throws. Environment: LARDER_DEVICE, LARDER_CACHE and LARDER_LOG.
#ifndef LARDER_DEVICE_H
#define LARDER_DEVICE_H

#include "detail/macros_aside.h"

#include <cstddef>
#include <iterator>
#include <memory>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

#include "buffer.h"
#include "detail/api.h"
#include "detail/arguments.h"
#include "detail/device_state.h"
#include "launch.h"
#include "report.h"
#include "status.h"
#include "store.h"
#include "stream.h"

namespace larder {
inline namespace v1 {

/// A program's options for its device. The environment variables LARDER_STRICT=1, LARDER_REFRESH=1
/// and LARDER_WATCHDOG=SECONDS set three of them.
struct Options {
  Policy policy = Policy::kPreferGpu;  ///< LARDER_DEVICE=auto|gpu|cpu overrides it
  int ordinal = -1;   ///< a GPU by CUDA's number; -1: the best that can run the program
  std::string cache;  ///< path of an index file; empty: searched for beside the program
  Store store;        ///< keeps compiled images; default: the store of the process
  /// Requires that no kernel has to be compiled at this start, and that a shipped cache has each
  /// CPU variant that runs. A kernel that is not ready (StoreMiss) is an error, named in status().
  /// Nothing is saved, so the next start fails as well.
  bool strict = false;
  bool refresh = false;  ///< the driver compiles PTX anew, and the results are saved
  /// Seconds after which a launch on the CPU whose threads only wait for each other, or spin, ends
  /// with an error that names the waiting threads and places; 0: never. A thread that computes is
  /// not stopped. A certain deadlock is an error at once.
  double watchdog = 0;
};

/// Move-only. Thread safety: any thread may call any member at any time; launches from several
/// threads run at the same time. Buffers and streams keep its state alive.
class LARDER_API Device {
 public:
  /// Chooses and opens a device for all kernels of the program, and loads their images. Images of a
  /// library that is loaded later are loaded when the first of its kernels is launched. Never
  /// fails: without a suitable GPU the device is the CPU, and report() says why. Only under
  /// Policy::kRequireGpu can status() be an error right away.
  [[nodiscard]] static Device open(const Options& options = {});

  /// The moved-from device may then only be destroyed or assigned to.
  Device(Device&&) noexcept = default;
  /// As above; closes the device that this object held before.
  Device& operator=(Device&&) noexcept = default;
  ~Device() = default;

  /// Where kernels run.
  [[nodiscard]] Backend backend() const noexcept;
  /// The GPU's name as its driver reports it, or "CPU".
  [[nodiscard]] const std::string& name() const noexcept;
  /// The decision that was made when the device was opened, with the reasons.
  [[nodiscard]] const Report& report() const noexcept;

  /// Allocates uninitialised memory for `count` elements. Returns an empty buffer on failure; the
  /// error, such as kOutOfMemory, is then status().
  template <class T>
  [[nodiscard]] Buffer<T> allocate(std::size_t count) {
    void* memory = detail::allocate(*state_, count, sizeof(T));
    return Buffer<T>(state_, static_cast<T*>(memory), memory != nullptr ? count : 0);
  }

  /// Makes a buffer with a copy of `count` values. Without a stream, the values have been read when
  /// the call returns; with one, pinned memory must not change until the stream has copied it.
  template <class T>
  [[nodiscard]] Buffer<std::remove_const_t<T>> upload(T* values, std::size_t count,
                                                      StreamRef stream = {}) {
    auto buffer = allocate<std::remove_const_t<T>>(count);
    if (!buffer.empty()) detail::upload(*state_, buffer.data(), values, buffer.bytes(), stream);
    return buffer;
  }
  /// The same for a std::vector, std::array, array, or any other type with std::data and std::size.
  template <class Container,
            class T = std::remove_pointer_t<decltype(std::data(std::declval<const Container&>()))>>
  [[nodiscard]] Buffer<std::remove_const_t<T>> upload(const Container& values,
                                                      StreamRef stream = {}) {
    return upload(std::data(values), std::size(values), stream);
  }
  /// Copies `count` values into an existing buffer.
  template <class T>
  void upload(Buffer<T>& to, const T* values, std::size_t count, StreamRef stream = {}) {
    if (!detail::accept(*state_, to.state_.get(), "upload")) return;
    if (count > to.size()) {
      static_cast<void>(detail::fail_size(*state_, "upload", count, to.size()));
    } else {
      detail::upload(*state_, to.data(), values, count * sizeof(T), stream);
    }
  }

  /// Copies the first `count` elements to host memory. Without a stream, waits for all work in the
  /// device's streams, and then until the copy is done. With one, pinned memory is filled when the
  /// stream has done the copy. Returns the device's status.
  template <class T>
  [[nodiscard]] Status download(const Buffer<T>& from, T* values, std::size_t count,
                                StreamRef stream = {}) {
    if (!detail::accept(*state_, from.state_.get(), "download")) return status();
    if (count > from.size()) return detail::fail_size(*state_, "download", count, from.size());
    return detail::download(*state_, values, from.data(), count * sizeof(T), stream);
  }
  /// Copies all elements into a container of the same element type. A container with resize() gets
  /// the buffer's size; any other must be large enough.
  template <class T, class Container>
  [[nodiscard]] Status download(const Buffer<T>& from, Container&& values, StreamRef stream = {});

  /// Sets every element to `value`.
  template <class T>
  void fill(Buffer<T>& buffer, const T& value, StreamRef stream = {}) {
    if (!detail::accept(*state_, buffer.state_.get(), "fill")) return;
    detail::fill(*state_, buffer.data(), &value, sizeof(T), buffer.size(), stream);
  }

  /// Copies all of `from` to the beginning of `to`, which must be large enough.
  template <class T>
  void copy(const Buffer<T>& from, Buffer<T>& to, StreamRef stream = {}) {
    if (!detail::accept(*state_, from.state_.get(), "copy")) return;
    if (!detail::accept(*state_, to.state_.get(), "copy")) return;
    if (from.size() > to.size()) {
      static_cast<void>(detail::fail_size(*state_, "copy", from.size(), to.size()));
    } else {
      detail::copy(*state_, to.data(), from.data(), from.bytes(), stream);
    }
  }

  /// Starts a kernel. Arguments are converted to its parameters as in a call; a Buffer<T> is
  /// passed as its T*, a pointer to device memory unchanged. On a GPU the call returns at once, on
  /// the CPU when the kernel has finished. Failures are status(): limits exceeded, a kernel unknown
  /// to Larder, a function that a linker or two libraries use for two kernels, a kernel without an
  /// image from a library that was loaded later, a fault in the kernel.
  template <class Result, class... Parameters, class... Arguments>
  void launch(Result (*kernel)(Parameters...), const LaunchConfig& config,
              Arguments&&... arguments) {
    static_assert(std::is_void_v<Result>, "larder: a kernel returns void");
    static_assert(sizeof...(Parameters) == sizeof...(Arguments),
                  "larder: wrong number of launch arguments; this message shows the kernel's "
                  "`Parameters` and the `Arguments` given");
    if constexpr (std::is_void_v<Result> && sizeof...(Parameters) == sizeof...(Arguments)) {
      using Checked = detail::Arguments<std::tuple<Parameters...>, std::tuple<Arguments&&...>>;
      constexpr auto indices = std::index_sequence_for<Parameters...>{};
      if constexpr (Checked::fit) {
        const auto* address = reinterpret_cast<const void*>(kernel);
        launch_checked<Parameters...>(address, config, indices, arguments...);
      } else {
        Checked::explain(indices);
      }
    }
  }

  /// Makes a stream of this device. Calls take it as a StreamRef.
  [[nodiscard]] Stream stream() { return Stream(state_, detail::create_stream(*state_)); }
  /// Waits for all work of this device. Returns the device's status.
  Status synchronize();
  /// Waits for all work in one stream. Returns the device's status.
  Status synchronize(StreamRef stream);
  /// The first failure, or success. Does not wait for pending work.
  [[nodiscard]] Status status() const;

  /// Sets a __device__ or __constant__ variable, which the host names. Waits until it is set.
  /// As in CUDA, the value persists after the device is closed, for devices that are opened later.
  template <class Variable>
  Status write(Variable& variable, const std::remove_const_t<Variable>& value) {
    static_assert(
        std::is_trivially_copyable_v<Variable>,
        "larder: a device variable is copied byte by byte: it must be trivially copyable");
    return detail::write_variable(*state_, &variable, &value, sizeof(Variable));
  }
  /// Reads a __device__ or __constant__ variable into `value`, after all work in the device's
  /// streams. Waits until it is read.
  template <class Variable>
  Status read(const Variable& variable, Variable& value) {
    static_assert(
        std::is_trivially_copyable_v<Variable>,
        "larder: a device variable is copied byte by byte: it must be trivially copyable");
    return detail::read_variable(*state_, &variable, &value, sizeof(Variable));
  }

 private:
  explicit Device(detail::SharedState state) noexcept : state_(std::move(state)) {}

  template <class... Parameters, std::size_t... Index, class... Arguments>
  void launch_checked(const void* kernel, const LaunchConfig& config, std::index_sequence<Index...>,
                      Arguments&... arguments) {
    [[maybe_unused]] std::tuple<std::remove_cv_t<Parameters>...> values(
        detail::pass<Parameters>(arguments)...);
    void* const pointers[] = {static_cast<void*>(&std::get<Index>(values))..., nullptr};
    const detail::DeviceState* const owners[] = {owner(arguments)..., nullptr};
    detail::launch(*state_, {kernel, config, pointers, owners, sizeof...(Parameters)});
  }

  template <class Argument>
  static const detail::DeviceState* owner(const Argument&) {
    return nullptr;
  }
  template <class T>
  static const detail::DeviceState* owner(const Buffer<T>& buffer) {
    return buffer.state_.get();
  }

  detail::SharedState state_;
};

namespace detail {

template <class Container, class = void>
struct CanResize : std::false_type {};
template <class Container>
struct CanResize<Container, std::void_t<decltype(std::declval<Container&>().resize(std::size_t{}))>>
    : std::true_type {};

}  // namespace detail

template <class T, class Container>
Status Device::download(const Buffer<T>& from, Container&& values, StreamRef stream) {
  using Element = std::remove_pointer_t<decltype(std::data(values))>;
  static_assert(std::is_same_v<Element, T>,
                "larder: download needs a container of the buffer's own element type");
  if (Status failed = status(); !failed.ok()) return failed;
  if constexpr (detail::CanResize<std::remove_reference_t<Container>>::value) {
    values.resize(from.size());
  } else if (std::size(values) < from.size()) {
    return detail::fail_size(*state_, "download", from.size(), std::size(values));
  }
  return download(from, std::data(values), from.size(), stream);
}

}  // namespace v1
}  // namespace larder

#include "detail/macros_back.h"

#endif  // LARDER_DEVICE_H
