#include "runtime/device/registry.h"

#include <algorithm>
#include <mutex>

namespace larder::detail {
namespace {

// Both are ready before any constructor runs, and never destroyed: modules come and go before
// main() and after it.
constinit std::mutex list_mutex;
constinit const Module* first_module = nullptr;

ModuleTables tables_of(const Module& module) {
  return {module.source,
          {module.kernels, module.kernel_count},
          {module.variables, module.variable_count}};
}

}  // namespace

Module::Module(const char* source_name, const KernelRecord* kernel_table,
               std::size_t kernels_in_table, const VariableRecord* variable_table,
               std::size_t variables_in_table) noexcept
    : source(source_name),
      kernels(kernel_table),
      kernel_count(kernels_in_table),
      variables(variable_table),
      variable_count(variables_in_table) {
  const std::lock_guard lock(list_mutex);
  next = first_module;
  first_module = this;
}

Module::~Module() {
  const std::lock_guard lock(list_mutex);
  const Module** link = &first_module;
  while (*link != nullptr && *link != this) link = &(*link)->next;
  if (*link == this) *link = next;
}

std::vector<ModuleTables> registered_modules() {
  std::vector<ModuleTables> modules;
  {
    const std::lock_guard lock(list_mutex);
    for (const Module* module = first_module; module != nullptr; module = module->next) {
      modules.push_back(tables_of(*module));
    }
  }
  std::reverse(modules.begin(), modules.end());
  return modules;
}

const KernelRecord* find_kernel(const void* address) {
  const std::lock_guard lock(list_mutex);
  for (const Module* module = first_module; module != nullptr; module = module->next) {
    for (const KernelRecord& kernel : tables_of(*module).kernels) {
      if (kernel.address == address) return &kernel;
    }
  }
  return nullptr;
}

const VariableRecord* find_variable(const void* address) {
  const std::lock_guard lock(list_mutex);
  for (const Module* module = first_module; module != nullptr; module = module->next) {
    for (const VariableRecord& variable : tables_of(*module).variables) {
      if (variable.address == address) return &variable;
    }
  }
  return nullptr;
}

}  // namespace larder::detail
