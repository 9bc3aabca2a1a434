// Larder's only error type: a code and a readable message, or success.
//
// Messages start lower-case, show the values concerned and say what to do. The first cause is
// kept: context is added in front of it, and never replaces it.
#ifndef LARDER_STATUS_H
#define LARDER_STATUS_H

#include "detail/macros_aside.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "detail/api.h"

namespace larder {
inline namespace v1 {

/// The kind of error in a Status. There are only a few, because people read the message.
enum class Code : std::uint8_t {
  kOk = 0,
  kInvalidArgument,  ///< the caller requested something that no device can do; fix the call
  kNotFound,         ///< a file, a kernel or an image is missing
  kUnavailable,      ///< no driver or no device: not a fault, this machine just has none
  kCorrupt,          ///< bytes that fail their checks: damaged, truncated, or not Larder's
  kUnsupported,      ///< a version or a feature that this build does not know
  kOutOfMemory,      ///< host or device memory is exhausted
  kIo,               ///< the operating system refused to read or write
  kLaunchFailed,     ///< the kernel was started and failed (a trap, a divergent barrier, ...)
};

/// The lower-case name of a code ("not found"), for messages and tests. Static storage.
[[nodiscard]] LARDER_API const char* code_name(Code code) noexcept;

/// Success, or a code with a message. Cheap to copy, move and return: it is a pointer, null for
/// success, to a failure that all copies share and none changes. A Status that was moved from is
/// success. Thread safety: as an int. Errors: none of its own.
class [[nodiscard]] LARDER_API Status {
 public:
  /// Success.
  Status() noexcept = default;
  /// A failure; `code` must not be kOk. `cuda_error` is CUDA's number for it, if it has one.
  Status(Code code, std::string message, int cuda_error = 0);
  /// @{
  /// As for a pointer with a count of its owners.
  Status(const Status& other) noexcept;
  Status(Status&& other) noexcept : failure_(std::exchange(other.failure_, nullptr)) {}
  Status& operator=(Status other) noexcept {
    std::swap(failure_, other.failure_);
    return *this;
  }
  ~Status() {
    if (failure_ != nullptr) release();
  }
  /// @}

  /// Whether this is success.
  [[nodiscard]] bool ok() const noexcept { return failure_ == nullptr; }
  /// As ok().
  explicit operator bool() const noexcept { return ok(); }
  /// The kind of error; Code::kOk on success.
  [[nodiscard]] Code code() const noexcept;
  /// CUDA's number for the failure, which cudaError_t and CUresult share; 0: unknown.
  [[nodiscard]] int cuda_error() const noexcept;
  /// The message without the code; empty on success. Valid as long as this object is unchanged.
  [[nodiscard]] const std::string& message() const noexcept;
  /// "corrupt: index app.larder: checksum is 12ab.., but 34cd.. is recorded"; "ok" on success.
  [[nodiscard]] std::string text() const;
  /// The same failure with "context: " in front of its message; success stays success.
  [[nodiscard]] Status with_context(const std::string& context) const;

 private:
  struct Failure;

  void release() noexcept;

  Failure* failure_ = nullptr;
};

/// A value, or the Status that says why there is none.
template <class T>
class [[nodiscard]] Result {
 public:
  /// A value.
  Result(T value) : value_(std::move(value)) {}  // NOLINT(google-explicit-constructor)
  /// A failure, for `return` of a Status.
  Result(Status status) : status_(std::move(status)) {}  // NOLINT(google-explicit-constructor)

  /// Whether there is a value.
  [[nodiscard]] bool ok() const noexcept { return value_.has_value(); }
  /// As ok().
  explicit operator bool() const noexcept { return ok(); }
  /// Why there is no value; success if there is one.
  [[nodiscard]] const Status& status() const noexcept { return status_; }
  /// @{
  /// The value; only if ok().
  [[nodiscard]] T& operator*() & noexcept { return *value_; }
  [[nodiscard]] const T& operator*() const& noexcept { return *value_; }
  [[nodiscard]] T&& operator*() && noexcept { return std::move(*value_); }
  [[nodiscard]] T* operator->() noexcept { return &*value_; }
  [[nodiscard]] const T* operator->() const noexcept { return &*value_; }
  /// @}

 private:
  std::optional<T> value_;
  Status status_;
};

}  // namespace v1
}  // namespace larder

#include "detail/macros_back.h"

#endif  // LARDER_STATUS_H
