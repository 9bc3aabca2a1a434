#include "runtime/kernels/registry.h"

#include <dlfcn.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <mutex>
#include <span>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace larder::inline v1::detail {

/// The kernel at an address, and a different one with the same address.
struct Place {
  const KernelRecord* kernel = nullptr;
  std::uint64_t module = 0;
  const KernelRecord* other = nullptr;
};
/// The places of all modules, in one generation of the registry.
struct Places {
  std::uint64_t generation = 0;
  std::unordered_map<const void*, Place> by_address;
};

/// The data that copies of Larder share through the dynamic linker: a library that is linked with
/// -Bsymbolic-functions calls its own functions, which have to find the program's kernels as well.
/// So the variable's name is exported, and belongs to the version of the layout (api.h).
struct Registry {
  std::mutex mutex;
  const Module* first_module = nullptr;
  const SealRecord* first_seal = nullptr;
  std::uint64_t last_number = 0;
  std::atomic<std::uint64_t> generation = 1;
  Places* places = nullptr;  ///< made at the first look-up, brought up to date at the next
};
// Initialised before any constructor runs, and never destroyed: modules and seals are linked and
// unlinked before main() and after it. In a section of its own, since AddressSanitizer reports a
// variable that two copies of Larder define as an error, but ignores such sections.
LARDER_API extern constinit Registry registry;
__attribute__((section("larder_registry"))) constinit Registry registry;

namespace {

// Links a record into a list, and unlinks it; the caller holds the mutex.
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
  const std::lock_guard lock(registry.mutex);
  number = ++registry.last_number;
  link(registry.first_module, *this);
  ++registry.generation;
}

Module::~Module() {
  const std::lock_guard lock(registry.mutex);
  unlink(registry.first_module, *this);
  ++registry.generation;
}

SealRecord::SealRecord(const char* seal_line) noexcept : line(seal_line) {
  const std::lock_guard lock(registry.mutex);
  link(registry.first_seal, *this);
}

SealRecord::~SealRecord() {
  const std::lock_guard lock(registry.mutex);
  unlink(registry.first_seal, *this);
}

}  // namespace larder::inline v1::detail

namespace larder::inline v1::kernels {
namespace {

using detail::KernelKey;
using detail::KernelRecord;
using detail::Module;
using detail::ParameterList;
using detail::Place;
using detail::Places;
using detail::registry;
using detail::SealRecord;
using detail::VariableRecord;

// In order of registration; the caller holds the mutex.
std::vector<const Module*> modules() {
  std::vector<const Module*> found;
  for (const Module* module = registry.first_module; module != nullptr; module = module->next) {
    found.push_back(module);
  }
  std::reverse(found.begin(), found.end());
  return found;
}

std::span<const KernelRecord> kernels_of(const Module& module) {
  return {module.kernels, module.kernel_count};
}

std::span<const VariableRecord> variables_of(const Module& module) {
  return {module.variables, module.variable_count};
}

RegisteredModule copy_of(const Module& module) {
  RegisteredModule copy{module.source, module.number, module.kernels, {}, {}};
  copy.kernels.reserve(module.kernel_count);
  for (const KernelRecord& kernel : kernels_of(module)) {
    copy.kernels.push_back(std::make_shared<const Kernel>(kernel));
  }
  for (const VariableRecord& variable : variables_of(module)) {
    copy.variables.push_back({variable.symbol, variable.address});
  }
  return copy;
}

void add(Places& to, const KernelRecord& kernel, const Module& module) {
  const auto [at, added] =
      to.by_address.try_emplace(kernel.address, Place{&kernel, module.number, nullptr});
  Place& place = at->second;
  if (added || place.other != nullptr || same_kernel(*place.kernel, kernel)) return;
  place.other = &kernel;
}

// The caller holds the mutex.
const Places& present_places() {
  if (registry.places == nullptr) registry.places = new Places;
  if (registry.places->generation == registry.generation.load()) return *registry.places;
  registry.places->by_address.clear();
  for (const Module* module : modules()) {
    for (const KernelRecord& kernel : kernels_of(*module)) add(*registry.places, kernel, *module);
  }
  registry.places->generation = registry.generation.load();
  return *registry.places;
}

FoundKernel copy_of(const Place& place) {
  FoundKernel found{std::make_shared<const Kernel>(*place.kernel), place.module, nullptr};
  if (place.other != nullptr) found.other = std::make_shared<const Kernel>(*place.other);
  return found;
}

/// The dynamic linker's name for `address`; empty if it has none.
std::string symbol_at(const void* address) {
  Dl_info info{};
  if (dladdr(address, &info) == 0 || info.dli_saddr != address || info.dli_sname == nullptr) {
    return {};
  }
  return info.dli_sname;
}

std::vector<FoundKernel> namesakes(std::string_view symbol) {
  const std::lock_guard lock(registry.mutex);
  std::vector<FoundKernel> found;
  for (const auto& [address, place] : present_places().by_address) {
    if (symbol == place.kernel->symbol) found.push_back(copy_of(place));
  }
  return found;
}

// A program linked at fixed addresses has its own address for a library's function, which calls
// that function. A library that binds its functions to itself (-Bsymbolic-functions) has registered
// the function's real address. The dynamic linker gives both the same name.
FoundKernel find_by_name(const void* address) {
  const std::string symbol = symbol_at(address);
  FoundKernel found;
  if (symbol.empty()) return found;
  for (FoundKernel& each : namesakes(symbol)) {
    if (symbol_at(each.kernel->record().address) != symbol) continue;
    if (found.kernel == nullptr) {
      found = std::move(each);
    } else if (!same_kernel(found.kernel->record(), each.kernel->record())) {
      found.other = std::move(each.kernel);
    }
  }
  return found;
}

bool same_bytes(const KernelKey& one, const KernelKey& other) {
  return std::memcmp(one.bytes, other.bytes, sizeof one.bytes) == 0;
}

// Keys of builds for different architectures can't be compared. A key for all of them (0) must be
// one of those that another build has for each.
bool same_keys(std::span<const KernelKey> one, std::span<const KernelKey> other) {
  const auto for_all = [](const KernelKey& key) { return key.compute_capability == 0; };
  const bool one_for_all = std::ranges::any_of(one, for_all) || std::ranges::any_of(other, for_all);
  for (const KernelKey& key : one) {
    for (const KernelKey& each : other) {
      if (one_for_all && same_bytes(key, each)) return true;
      const bool comparable = key.compute_capability == each.compute_capability;
      if (!one_for_all && comparable && !same_bytes(key, each)) return false;
    }
  }
  return !one_for_all;
}

std::size_t bytes_of(const ParameterList* list) {
  return list == nullptr ? 0 : list->count * sizeof(ParameterList::Parameter);
}

}  // namespace

Kernel::Kernel(const KernelRecord& from) : record_(from) {
  const std::size_t keys = from.key_count * sizeof(KernelKey);
  const std::size_t sizes[] = {std::strlen(from.name) + 1, std::strlen(from.symbol) + 1,
                               std::strlen(from.location) + 1};
  const std::size_t parameters = bytes_of(from.parameters);
  copies_ = std::make_unique_for_overwrite<std::byte[]>(keys + parameters + sizes[0] + sizes[1] +
                                                        sizes[2]);
  std::byte* next = copies_.get();
  if (keys != 0) std::memcpy(next, from.keys, keys);
  record_.keys = reinterpret_cast<const KernelKey*>(next);
  next += keys;
  if (from.parameters != nullptr) {
    if (parameters != 0) std::memcpy(next, from.parameters->parameters, parameters);
    parameters_ = {reinterpret_cast<const ParameterList::Parameter*>(next), from.parameters->count};
    record_.parameters = &parameters_;
    next += parameters;
  }
  const auto copy = [&next](const char* text, std::size_t size) {
    std::memcpy(next, text, size);
    return reinterpret_cast<const char*>(std::exchange(next, next + size));
  };
  record_.name = copy(from.name, sizes[0]);
  record_.symbol = copy(from.symbol, sizes[1]);
  record_.location = copy(from.location, sizes[2]);
}

std::vector<RegisteredModule> registered_modules() {
  std::vector<RegisteredModule> copies;
  const std::lock_guard lock(registry.mutex);
  for (const Module* module : modules()) copies.push_back(copy_of(*module));
  return copies;
}

std::vector<RegisteredModule> registered_modules(const std::vector<std::uint64_t>& numbers) {
  std::vector<RegisteredModule> copies;
  const std::lock_guard lock(registry.mutex);
  for (const Module* module : modules()) {
    if (std::ranges::find(numbers, module->number) != numbers.end()) {
      copies.push_back(copy_of(*module));
    }
  }
  return copies;
}

std::vector<std::uint64_t> registered_numbers() {
  std::vector<std::uint64_t> numbers;
  const std::lock_guard lock(registry.mutex);
  for (const Module* module : modules()) numbers.push_back(module->number);
  return numbers;
}

std::uint64_t registry_generation() { return registry.generation.load(std::memory_order_acquire); }

const void* registry_identity() { return &registry; }

std::vector<SealLine> registered_seals() {
  std::vector<SealLine> lines;
  {
    const std::lock_guard lock(registry.mutex);
    for (const SealRecord* seal = registry.first_seal; seal != nullptr; seal = seal->next) {
      lines.push_back({seal->line, seal->line});
    }
  }
  std::reverse(lines.begin(), lines.end());
  return lines;
}

FoundKernel find_kernel(const void* address) {
  {
    const std::lock_guard lock(registry.mutex);
    const auto& known = present_places().by_address;
    if (const auto place = known.find(address); place != known.end()) return copy_of(place->second);
  }
  return find_by_name(address);  // not under our lock, because the dynamic linker has its own
}

bool same_kernel(const KernelRecord& one, const KernelRecord& other) {
  return std::strcmp(one.symbol, other.symbol) == 0 &&
         same_keys({one.keys, one.key_count}, {other.keys, other.key_count});
}

const VariableRecord* find_variable(const void* address) {
  const std::lock_guard lock(registry.mutex);
  for (const Module* module = registry.first_module; module != nullptr; module = module->next) {
    for (const VariableRecord& variable : variables_of(*module)) {
      if (variable.address == address) return &variable;
    }
  }
  return nullptr;
}

std::vector<std::uint64_t> modules_of_variable(const void* address) {
  std::vector<std::uint64_t> numbers;
  const std::lock_guard lock(registry.mutex);
  for (const Module* module : modules()) {
    const auto has = [&](const VariableRecord& each) { return each.address == address; };
    if (std::ranges::any_of(variables_of(*module), has)) numbers.push_back(module->number);
  }
  return numbers;
}

}  // namespace larder::inline v1::kernels
