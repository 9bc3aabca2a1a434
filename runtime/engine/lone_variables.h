// Variables that no image has, because no kernel of their source uses them. Host code may still
// copy to and from them, and pass their addresses to kernels. So each gets memory of its own, which
// lives as long as the process.
#ifndef LARDER_ENGINE_LONE_VARIABLES_H
#define LARDER_ENGINE_LONE_VARIABLES_H

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <tuple>

#include "larder/status.h"
#include "runtime/driver/context.h"
#include "runtime/driver/image.h"

namespace larder::inline v1::engine {

class LoneVariables {
 public:
  static LoneVariables& of_process();

  /// The memory of a module's variable, by its host address. `make` allocates it and sets its first
  /// value, at the first call.
  Result<driver::Variable> get(const std::shared_ptr<const driver::PrimaryContext>& context,
                               std::uint64_t module, const void* address,
                               const std::function<Result<driver::Variable>()>& make);
  /// Releases all; for a process that changes its driver, as tests do.
  void forget();

 private:
  struct Made {
    driver::Variable variable;
    std::shared_ptr<const driver::PrimaryContext> context;  ///< memory lives as long as it
  };
  std::mutex mutex_;
  std::map<std::tuple<driver::CuContext, std::uint64_t, const void*>, Made> made_;
};

}  // namespace larder::inline v1::engine

#endif  // LARDER_ENGINE_LONE_VARIABLES_H
