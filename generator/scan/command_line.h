// The command line that a pass gives to Clang.
#ifndef LARDER_GENERATOR_SCAN_COMMAND_LINE_H
#define LARDER_GENERATOR_SCAN_COMMAND_LINE_H

#include <string>
#include <vector>

#include "generator/scan/scanner.h"

namespace larder::generate {

/// Clang need not know the requested architecture: the pass gets it through the macro.
inline constexpr const char kClangArchitecture[] = "sm_80";

/// Clang in CUDA mode for the request's pass, with Larder's own declarations of CUDA's words.
[[nodiscard]] std::vector<std::string> command_line(const ScanRequest& request);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_SCAN_COMMAND_LINE_H
