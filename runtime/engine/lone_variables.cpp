#include "runtime/engine/lone_variables.h"

namespace larder::inline v1::engine {

LoneVariables& LoneVariables::of_process() {
  // Never destroyed: plug-ins may still use their variables while the program ends.
  static auto* const kAll = new LoneVariables;
  return *kAll;
}

Result<driver::Variable> LoneVariables::get(
    const std::shared_ptr<const driver::PrimaryContext>& context, std::uint64_t module,
    const void* address, const std::function<Result<driver::Variable>()>& make) {
  const std::lock_guard lock(mutex_);
  const auto key = std::tuple(context->handle(), module, address);
  if (const auto known = made_.find(key); known != made_.end()) return known->second.variable;
  Result<driver::Variable> made = make();
  if (made.ok()) made_.emplace(key, Made{*made, context});
  return made;
}

void LoneVariables::forget() {
  const std::lock_guard lock(mutex_);
  for (const auto& [key, made] : made_) {
    const driver::Current current(*made.context);
    if (current.status().ok())
      static_cast<void>(made.context->api().cuMemFree(made.variable.address));
  }
  made_.clear();
}

}  // namespace larder::inline v1::engine
