// The log of the driver's own compiler for PTX that it rejects.
#ifndef LARDER_DRIVER_COMPILER_LOG_H
#define LARDER_DRIVER_COMPILER_LOG_H

#include <array>
#include <cstdint>
#include <string>

#include "larder/status.h"
#include "runtime/driver/types.h"

namespace larder::inline v1::driver {

/// A buffer for the log of one call that compiles; the driver writes to it until the object that
/// the call made is destroyed.
class CompilerLog {
 public:
  CompilerLog() = default;
  CompilerLog(const CompilerLog&) = delete;
  CompilerLog& operator=(const CompilerLog&) = delete;

  /// The call's options, their values, and their number.
  [[nodiscard]] int* options() { return options_; }
  [[nodiscard]] void** values() { return values_; }
  [[nodiscard]] static unsigned count() { return 2; }

  /// The status of a call; a failure is followed by the log, if there is one.
  [[nodiscard]] Status with_log(const Status& status) {
    text_.back() = '\0';
    std::string said = text_.data();
    said.resize(said.find_last_not_of(" \n\r\t") + 1);
    if (status.ok() || said.empty()) return status;
    return {status.code(), status.message() + "; the driver's compiler: " + said};
  }

 private:
  static constexpr std::size_t kBytes = 4096;

  std::array<char, kBytes> text_{};
  int options_[2] = {kJitErrorLogBuffer, kJitErrorLogBufferBytes};
  // NOLINTNEXTLINE(performance-no-int-to-ptr): the driver takes the size in a pointer
  void* values_[2] = {text_.data(), reinterpret_cast<void*>(std::uintptr_t{kBytes})};
};

}  // namespace larder::inline v1::driver

#endif  // LARDER_DRIVER_COMPILER_LOG_H
