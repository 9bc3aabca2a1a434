// The release of a toolkit, as nvcc says it.
#ifndef LARDER_GENERATOR_NVCC_RELEASE_H
#define LARDER_GENERATOR_NVCC_RELEASE_H

#include <string>
#include <string_view>

namespace larder::nvcc {

/// "13.0.88", from the output of "nvcc --version"; empty if it is not there.
[[nodiscard]] std::string parse_release(std::string_view text);

}  // namespace larder::nvcc

#endif  // LARDER_GENERATOR_NVCC_RELEASE_H
