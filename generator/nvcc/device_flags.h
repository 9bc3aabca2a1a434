// The effect of nvcc's flags on keys and images, for builds without nvcc.
#ifndef LARDER_GENERATOR_NVCC_DEVICE_FLAGS_H
#define LARDER_GENERATOR_NVCC_DEVICE_FLAGS_H

#include <span>
#include <string>
#include <vector>

namespace larder::nvcc {

/// Those of nvcc's flags that change the device compiler's code without changing the tokens that
/// the scan sees: the standard, options for its front end, and macros that control CUDA's own
/// headers, which the scan does not read.
[[nodiscard]] std::vector<std::string> key_flags(std::span<const std::string> device_flags);

/// Whether flags of nvcc request images that hold the source's lines.
[[nodiscard]] bool asks_for_lines(std::span<const std::string> nvcc_flags);

/// Whether they request full debug information.
[[nodiscard]] bool asks_for_debugging(std::span<const std::string> nvcc_flags);

}  // namespace larder::nvcc

#endif  // LARDER_GENERATOR_NVCC_DEVICE_FLAGS_H
