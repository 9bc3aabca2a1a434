// Which flags of the host compiler matter to the scan, and which to the device compiler.
#ifndef LARDER_GENERATOR_FLAGS_H
#define LARDER_GENERATOR_FLAGS_H

#include <span>
#include <string>
#include <vector>

namespace larder::generate {

/// Those of a host compile command (without the compiler) that decide how the source reads:
/// include paths, macros, the language standard, exceptions, RTTI, signedness of char. Warnings,
/// optimisation, debug information, precompiled headers and outputs are left out.
[[nodiscard]] std::vector<std::string> scan_flags(std::span<const std::string> command);

/// Those of scan_flags() that nvcc gets: include paths, macros and the standard, which nvcc knows
/// up to C++20 and without GNU's extensions.
[[nodiscard]] std::vector<std::string> device_flags(std::span<const std::string> scan_flags);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_FLAGS_H
