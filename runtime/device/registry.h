// The kernels, variables and seals of the program, as they have linked themselves in.
#ifndef LARDER_DEVICE_REGISTRY_H
#define LARDER_DEVICE_REGISTRY_H

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "larder/detail/registry.h"

namespace larder::detail {

/// One module's tables, which outlive it.
struct ModuleTables {
  const char* source = nullptr;
  std::span<const KernelRecord> kernels;
  std::span<const VariableRecord> variables;
};

/// Every module that is linked in now, in order of registration.
[[nodiscard]] std::vector<ModuleTables> registered_modules();

/// One seal's line, copied: a library may be unloaded at any time.
struct SealLine {
  const void* address = nullptr;  ///< where the line lies, in the program or library it seals
  std::string text;               ///< with its newline
};

/// Every seal that is linked in now, in order of registration.
[[nodiscard]] std::vector<SealLine> registered_seals();

/// By the host function's address; null where no module has it.
[[nodiscard]] const KernelRecord* find_kernel(const void* address);

/// By the host variable's address; null where no module has it.
[[nodiscard]] const VariableRecord* find_variable(const void* address);

}  // namespace larder::detail

#endif  // LARDER_DEVICE_REGISTRY_H
