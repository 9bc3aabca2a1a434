#include "runtime/device/registry.h"

#include <algorithm>
#include <mutex>

namespace larder::detail {
namespace {

// All are ready before any constructor runs, and never destroyed: modules and seals come and go
// before main() and after it.
constinit std::mutex list_mutex;
constinit const Module* first_module = nullptr;
constinit const SealRecord* first_seal = nullptr;

// The two ends of a record's life in a list; the caller holds the mutex.
template <class Record>
void link(const Record*& first, const Record& record) {
  record.next = first;
  first = &record;
}

template <class Record>
void unlink(const Record*& first, const Record& record) {
  const Record** place = &first;
  while (*place != nullptr && *place != &record) place = &(*place)->next;
  if (*place == &record) *place = record.next;
}

ModuleTables tables_of(const Module& module) {
  return {module.source,
          {module.kernels, module.kernel_count},
          {module.variables, module.variable_count}};
}

}  // namespace

Module::Module(const char* source_name, const KernelRecord* kernel_table,
               std::size_t kernels_in_table, const VariableRecord* variable_table,
               std::size_t variables_in_table, const char* list_for_tools) noexcept
    : source(source_name),
      kernels(kernel_table),
      kernel_count(kernels_in_table),
      variables(variable_table),
      variable_count(variables_in_table),
      kernel_list(list_for_tools) {
  const std::lock_guard lock(list_mutex);
  link(first_module, *this);
}

Module::~Module() {
  const std::lock_guard lock(list_mutex);
  unlink(first_module, *this);
}

SealRecord::SealRecord(const char* seal_line) noexcept : line(seal_line) {
  const std::lock_guard lock(list_mutex);
  link(first_seal, *this);
}

SealRecord::~SealRecord() {
  const std::lock_guard lock(list_mutex);
  unlink(first_seal, *this);
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

std::vector<SealLine> registered_seals() {
  std::vector<SealLine> lines;
  {
    const std::lock_guard lock(list_mutex);
    for (const SealRecord* seal = first_seal; seal != nullptr; seal = seal->next) {
      lines.push_back({seal->line, seal->line});
    }
  }
  std::reverse(lines.begin(), lines.end());
  return lines;
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
