// The kernels, variables and seals of the program, as they have linked themselves in.
//
// A library may be unloaded at any time, and the next one may lie at the same addresses. So what is
// given out here is copied, and a module is known by a number that no other one ever has.
#ifndef LARDER_KERNELS_REGISTRY_H
#define LARDER_KERNELS_REGISTRY_H

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "larder/detail/registry.h"

namespace larder::inline v1::detail {

/// A kernel's record with texts and keys of its own. Immutable.
class Kernel {
 public:
  explicit Kernel(const KernelRecord& from);
  Kernel(const Kernel&) = delete;
  Kernel& operator=(const Kernel&) = delete;

  [[nodiscard]] const KernelRecord& record() const { return record_; }

 private:
  std::unique_ptr<std::byte[]> copies_;  ///< keys, then texts: there may be very many kernels
  KernelRecord record_;                  ///< points to the above
};
using SharedKernel = std::shared_ptr<const Kernel>;

struct RegisteredVariable {
  std::string symbol;
  const void* address = nullptr;
};

/// One module, copied.
struct RegisteredModule {
  std::string source;
  std::uint64_t number = 0;
  const void* address = nullptr;  ///< in the program or library that it belongs to
  std::vector<SharedKernel> kernels;
  std::vector<RegisteredVariable> variables;
};

/// Every module that is linked in now, in order of registration.
[[nodiscard]] std::vector<RegisteredModule> registered_modules();
/// Those of these numbers that still are.
[[nodiscard]] std::vector<RegisteredModule> registered_modules(
    const std::vector<std::uint64_t>& numbers);
/// The numbers of all that are linked in now, ascending.
[[nodiscard]] std::vector<std::uint64_t> registered_numbers();

/// Changes whenever a module comes or goes.
[[nodiscard]] std::uint64_t registry_generation();
/// An address that is this registry's own. A program and its plug-ins may each hold a copy of
/// Larder, and so a registry.
[[nodiscard]] const void* registry_identity();

/// One seal's line, copied.
struct SealLine {
  const void* address = nullptr;  ///< where the line lies, in the program or library it seals
  std::string text;               ///< with its newline
};

/// Every seal that is linked in now, in order of registration.
[[nodiscard]] std::vector<SealLine> registered_seals();

/// What is known of one host function.
struct FoundKernel {
  SharedKernel kernel;       ///< as it was registered first; null: none is known
  std::uint64_t module = 0;  ///< the number of its module
  SharedKernel other;        ///< another kernel, whose function has the same address
};

/// By the host function's address, or by the one that a program linked at fixed addresses uses
/// instead of it. Not while the caller holds a lock that a static constructor may wait for.
[[nodiscard]] FoundKernel find_kernel(const void* address);

/// Whether two records are of one kernel: they have one symbol, and no architecture at which their
/// code differs.
[[nodiscard]] bool same_kernel(const KernelRecord& one, const KernelRecord& other);

/// By the host variable's address; null where no module has it.
[[nodiscard]] const VariableRecord* find_variable(const void* address);
/// The numbers of the modules that have it.
[[nodiscard]] std::vector<std::uint64_t> modules_of_variable(const void* address);

}  // namespace larder::inline v1::detail

#endif  // LARDER_KERNELS_REGISTRY_H
