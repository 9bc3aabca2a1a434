// What a Device decided and why: the answer to "what runs here, and if not the GPU, why not?".
#ifndef LARDER_REPORT_H
#define LARDER_REPORT_H

#include <cstdint>
#include <string>
#include <vector>

#include "detail/api.h"

namespace larder {
inline namespace v1 {

/// Where kernels run.
enum class Backend : std::uint8_t {
  kCpu,  ///< the CPU variants, in host memory
  kGpu,  ///< the prebuilt images, in device memory
};

/// Where kernels are wanted to run. The environment's LARDER_DEVICE (auto, gpu, cpu) goes first.
enum class Policy : std::uint8_t {
  kPreferGpu,   ///< the GPU where everything it needs is there, the CPU otherwise
  kRequireGpu,  ///< the GPU, and an error where something is missing
  kCpu,         ///< the CPU; no driver is touched
};

/// "CPU" or "GPU". Static storage.
[[nodiscard]] LARDER_API const char* backend_name(Backend backend) noexcept;

/// A decision with its reasons: plain sentences, the one that decided first. A value: copy freely.
struct LARDER_API Report {
  Backend backend = Backend::kCpu;   ///< what was chosen
  std::vector<std::string> reasons;  ///< why; the one that decided is the first
  bool usable = true;  ///< false where nothing can run: what was asked for is not there

  /// "running on the CPU: <first reason>", the other reasons below it, each on a line of its own.
  /// "not running: ..." where nothing can run. No newline at the end.
  [[nodiscard]] std::string text() const;
};

}  // namespace v1
}  // namespace larder

#endif  // LARDER_REPORT_H
