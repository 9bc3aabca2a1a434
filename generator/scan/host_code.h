// An emitted host source goes through Clang once more, for the vector variants of its kernels.
#ifndef LARDER_GENERATOR_SCAN_HOST_CODE_H
#define LARDER_GENERATOR_SCAN_HOST_CODE_H

#include <string>
#include <vector>

#include "generator/lower/vectors/host_math.h"
#include "generator/lower/vectors/vector_code.h"
#include "generator/scan/scanner.h"

namespace larder::generate {

struct Isolated {
  std::vector<vectors::IsolatedKernel> kernels;
  std::string error;  ///< Clang's first one; empty: there is none
};

/// `text` is the host source that will be written as `path`, `wanted` are numbers in its table.
/// They compute as the
/// host compiler does.
[[nodiscard]] Isolated isolate_host_kernels(const ScanRequest& request, const std::string& path,
                                            const std::string& text,
                                            const std::vector<std::size_t>& wanted,
                                            const HostMath& math);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_SCAN_HOST_CODE_H
