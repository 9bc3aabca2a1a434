// The architectures of the GPUs in this machine, for "native".
#ifndef LARDER_GENERATOR_PACK_NATIVE_H
#define LARDER_GENERATOR_PACK_NATIVE_H

#include <string_view>
#include <vector>

#include "generator/nvcc/process.h"
#include "larder/status.h"

namespace larder::pack {

using nvcc::Finished;
using nvcc::RunProcess;

/// Asks the NVIDIA driver's own tool, nvidia-smi. kUnavailable where there is no driver or GPU.
[[nodiscard]] Result<std::vector<unsigned>> native_archs(const RunProcess& run);

/// The numbers in what nvidia-smi prints: "9.0\n12.0\n" gives 90 and 120, each once, ascending.
[[nodiscard]] std::vector<unsigned> parse_compute_capabilities(std::string_view text);

}  // namespace larder::pack

#endif  // LARDER_GENERATOR_PACK_NATIVE_H
