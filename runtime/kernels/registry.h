// The kernels, variables and seals that have linked themselves into the program.
//
// A library may be unloaded at any time, and the next one may lie at the same addresses. So the
// functions here return copies, and a module is identified by a number that no other one ever has.
#ifndef LARDER_KERNELS_REGISTRY_H
#define LARDER_KERNELS_REGISTRY_H

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "larder/detail/registry.h"

namespace larder::inline v1::kernels {

/// A KernelRecord with copies of its texts and keys. Immutable.
class Kernel {
 public:
  explicit Kernel(const detail::KernelRecord& from);
  Kernel(const Kernel&) = delete;
  Kernel& operator=(const Kernel&) = delete;

  [[nodiscard]] const detail::KernelRecord& record() const { return record_; }

 private:
  /// Keys, then sizes of parameters, then texts: there may be very many kernels.
  std::unique_ptr<std::byte[]> copies_;
  detail::ParameterList parameters_ = {nullptr, 0};  ///< points to the above
  detail::KernelRecord record_;                      ///< points to the above
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
  const void* address = nullptr;  ///< inside the program or library that contains it
  std::vector<SharedKernel> kernels;
  std::vector<RegisteredVariable> variables;
};

/// Every module that is linked in now, in order of registration.
[[nodiscard]] std::vector<RegisteredModule> registered_modules();
/// Those with these numbers that are still linked in.
[[nodiscard]] std::vector<RegisteredModule> registered_modules(
    const std::vector<std::uint64_t>& numbers);
/// The numbers of all modules that are linked in now, ascending.
[[nodiscard]] std::vector<std::uint64_t> registered_numbers();

/// Changes whenever a module is linked in or unlinked.
[[nodiscard]] std::uint64_t registry_generation();
/// An address that identifies this registry. A program and its plug-ins may each hold a copy of
/// Larder, and so a registry.
[[nodiscard]] const void* registry_identity();

/// One seal's line, copied.
struct SealLine {
  const void* address = nullptr;  ///< of the line, inside the program or library that it seals
  std::string text;               ///< with its newline
};

/// Every seal that is linked in now, in order of registration.
[[nodiscard]] std::vector<SealLine> registered_seals();

/// The known facts about one host function.
struct FoundKernel {
  SharedKernel kernel;       ///< the one that was registered first; null: unknown
  std::uint64_t module = 0;  ///< the number of its module
  SharedKernel other;        ///< another kernel, whose function has the same address
};

/// By the host function's address, or by the one that a program linked at fixed addresses uses
/// instead of it. The caller must not hold a lock that a static constructor may wait for.
[[nodiscard]] FoundKernel find_kernel(const void* address);

/// Whether two KernelRecords are of the same kernel: they have the same symbol, and the same code
/// for every architecture that both have.
[[nodiscard]] bool same_kernel(const detail::KernelRecord& one, const detail::KernelRecord& other);

/// By the host variable's address; null if no module has it.
[[nodiscard]] const detail::VariableRecord* find_variable(const void* address);
/// The numbers of the modules that have it.
[[nodiscard]] std::vector<std::uint64_t> modules_of_variable(const void* address);

}  // namespace larder::inline v1::kernels

#endif  // LARDER_KERNELS_REGISTRY_H
