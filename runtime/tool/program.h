// The kernels of a program or library, with their expected keys, and its seals.
#ifndef LARDER_TOOL_PROGRAM_H
#define LARDER_TOOL_PROGRAM_H

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "larder/status.h"
#include "runtime/format/bytes.h"
#include "runtime/format/seal.h"
#include "runtime/store/look_up.h"

namespace larder::tool {

/// The section in which generated code lists its kernels for tools: a line "KEYHEX CC NAME" for
/// each key; CC is 80 for the code of compute capability 8.0 and 0 for that of all, followed by "!"
/// if the kernel has no CPU variant. If it has one, a tab and the variant's lowering follow the
/// name. There may be zeros between the parts of translation units.
inline constexpr const char* kKernelSection = ".larder.kernels";

struct ProgramKernel {
  std::string name;
  std::vector<format::KernelKey> keys;
  bool cuda_only = false;  ///< has no CPU variant
  std::string lowering;    ///< of its CPU variant: "plain", or "fibers: " and why; may be empty
  auto operator<=>(const ProgramKernel&) const = default;
};

/// The kernels of the section's content, in its order, equal ones once. kCorrupt, naming the
/// line, if it has another format.
[[nodiscard]] Result<std::vector<ProgramKernel>> parse_kernels(format::Bytes section);

/// The kernels of a whole program or library. kNotFound if it holds none.
[[nodiscard]] Result<std::vector<ProgramKernel>> read_program(format::Bytes file);

/// The section with a line for each seal (larder/seal.h), zeros between them as above.
inline constexpr const char* kSealSection = ".larder.seals";

/// The seals of the section's content, in its order; format::parse_seal() describes a line.
[[nodiscard]] std::vector<format::Seal> parse_seals(format::Bytes section);

/// The seals of a whole program or library; it need not have any. Errors: as find_section().
[[nodiscard]] Result<std::vector<format::Seal>> read_seals(format::Bytes file);

}  // namespace larder::tool

#endif  // LARDER_TOOL_PROGRAM_H
