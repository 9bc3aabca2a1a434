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

/// Those of device_flags() that change the device compiler's code without changing the tokens that
/// the scan sees: the standard, and macros by which CUDA's own headers, which the scan does not
/// read, are steered. In one spelling: "-D" and its macro in one word.
[[nodiscard]] std::vector<std::string> key_flags(std::span<const std::string> device_flags);

/// Whether flags of nvcc ask for images that hold the source's lines.
[[nodiscard]] bool asks_for_lines(std::span<const std::string> nvcc_flags);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_FLAGS_H
