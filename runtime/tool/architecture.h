// GPU architectures as written on the command line.
#ifndef LARDER_TOOL_ARCHITECTURE_H
#define LARDER_TOOL_ARCHITECTURE_H

#include <string_view>

#include "larder/status.h"
#include "runtime/format/target.h"

namespace larder::tool {

/// Machine code for nvcc's 90, 90a or 100f, with or without "sm_". kInvalidArgument with
/// the text otherwise.
[[nodiscard]] Result<format::Target> parse_architecture(std::string_view text);

/// The compute capability of a GPU.
struct Capability {
  int major = 0;
  int minor = 0;
};

/// "8.6", "86" or "sm_86". kInvalidArgument with the text otherwise: also for 9.0a, because the
/// letter describes compiled code, and no GPU has one.
[[nodiscard]] Result<Capability> parse_capability(std::string_view text);

}  // namespace larder::tool

#endif  // LARDER_TOOL_ARCHITECTURE_H
