// The architectures of the GPUs in this machine, for "native".
#ifndef LARDER_GENERATOR_ARCHS_NATIVE_H
#define LARDER_GENERATOR_ARCHS_NATIVE_H

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "generator/archs/archs.h"
#include "generator/nvcc/process.h"
#include "larder/status.h"

namespace larder::archs {

/// Asks the NVIDIA driver's own tool, nvidia-smi. kUnavailable if there is no driver or GPU.
[[nodiscard]] Result<std::vector<std::uint32_t>> native_archs(const nvcc::RunProcess& run);

/// The same from a file with the output of nvidia-smi, which a build runs once for all sources.
[[nodiscard]] Result<std::vector<std::uint32_t>> recorded_native_archs(const std::string& path);

/// Reads the file at `path`; runs nvidia-smi if `path` is empty.
[[nodiscard]] NativeArchs native_source(const std::string& path, const nvcc::RunProcess& run);

/// The numbers in the output of nvidia-smi: "9.0\n12.0\n" gives 90 and 120, each once, ascending.
[[nodiscard]] std::vector<std::uint32_t> parse_compute_capabilities(std::string_view text);

}  // namespace larder::archs

#endif  // LARDER_GENERATOR_ARCHS_NATIVE_H
