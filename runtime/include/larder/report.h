// Where a Device runs kernels and why: the answer to "does the GPU run here, and if not, why?".
#ifndef LARDER_REPORT_H
#define LARDER_REPORT_H

#include "detail/macros_aside.h"

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

/// Where kernels should run. The environment's LARDER_DEVICE (auto, gpu, cpu) overrides it.
enum class Policy : std::uint8_t {
  kPreferGpu,   ///< a GPU if one can run the kernels, the CPU otherwise
  kRequireGpu,  ///< a GPU, and an error if something is missing
  kCpu,         ///< the CPU; no driver is opened
};

/// "CPU" or "GPU". Static storage.
[[nodiscard]] LARDER_API const char* backend_name(Backend backend) noexcept;

/// A decision with its reasons: plain sentences, the decisive one first. A value: copy freely.
struct LARDER_API Report {
  Backend backend = Backend::kCpu;   ///< the chosen one
  std::vector<std::string> reasons;  ///< why; the decisive one is the first
  bool usable = true;  ///< false if nothing can run, because the requested device is missing

  /// "running on the CPU: <first reason>", the other reasons below it, each on a line of its own.
  /// "not running: ..." if nothing can run. No newline at the end.
  [[nodiscard]] std::string text() const;
};

}  // namespace v1
}  // namespace larder

#include "detail/macros_back.h"

#endif  // LARDER_REPORT_H
