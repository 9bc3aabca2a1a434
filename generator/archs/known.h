// The available architectures.
#ifndef LARDER_GENERATOR_ARCHS_KNOWN_H
#define LARDER_GENERATOR_ARCHS_KNOWN_H

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "generator/nvcc/process.h"
#include "larder/status.h"

namespace larder::archs {

/// The compute capabilities that nvcc can compile for, ascending; without nvcc (an empty path),
/// those of CUDA 13, so that keys can name architectures anyway. kUnsupported if `nvcc` is
/// too old to list them.
[[nodiscard]] Result<std::vector<std::uint32_t>> known_archs(const std::string& nvcc,
                                                             const nvcc::RunProcess& run);

/// The numbers in the text of `nvcc --list-gpu-arch`, ascending.
[[nodiscard]] std::vector<std::uint32_t> parse_known_archs(std::string_view text);

}  // namespace larder::archs

#endif  // LARDER_GENERATOR_ARCHS_KNOWN_H
