#include "runtime/engine/gpu_engine.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <utility>

#include "runtime/compose.h"
#include "runtime/engine/fill_pattern.h"
#include "runtime/engine/lone_variables.h"
#include "runtime/images/image_table.h"
#include "runtime/kernels/limits.h"
#include "runtime/kernels/registry.h"

namespace larder::inline v1::engine {
namespace {

using detail::Launch;
using detail::VariableRecord;
using images::LoadedKernels;
using images::OwnedImage;
using images::SharedGpuKernel;
using kernels::FoundKernel;

driver::CuDevicePointer device(const void* memory) {
  return reinterpret_cast<std::uintptr_t>(memory);
}

driver::CuStream cuda(void* stream) { return static_cast<driver::CuStream>(stream); }

}  // namespace

GpuEngine::GpuEngine(std::shared_ptr<const driver::PrimaryContext> context, LoadedKernels loaded,
                     const std::vector<kernels::RegisteredModule>& modules, LoadModules load)
    : context_(std::move(context)), load_(std::move(load)) {
  std::vector<std::uint64_t> numbers;
  numbers.reserve(modules.size());
  for (const kernels::RegisteredModule& module : modules) numbers.push_back(module.number);
  add(std::move(loaded), numbers);
}

void GpuEngine::add(LoadedKernels loaded, const std::vector<std::uint64_t>& modules) {
  for (const OwnedImage& each : loaded.images) {
    images::ImageTable::of_process().keep(each.owner, each.image);
  }
  const std::lock_guard lock(mutex_);
  kernels_.reserve(kernels_.size() + loaded.kernels.size());
  for (images::LoadedKernel& each : loaded.kernels) {
    const void* address = each.kernel->record().address;
    kernels_.try_emplace({address, each.module}, std::move(each.kernel));
  }
  const auto before = static_cast<std::ptrdiff_t>(images_.size());
  for (OwnedImage& each : loaded.images) {
    const auto same = [&](const OwnedImage& there) { return there.image == each.image; };
    const auto end = images_.begin() + before;
    if (std::none_of(images_.begin(), end, same)) images_.push_back(std::move(each));
  }
  modules_.insert(modules.begin(), modules.end());
}

void GpuEngine::forget_unloaded_modules() {
  const std::vector<std::uint64_t> there = kernels::registered_numbers();
  const auto gone = [&](std::uint64_t module) {
    return !std::ranges::binary_search(there, module);
  };
  const std::lock_guard lock(mutex_);
  std::erase_if(kernels_, [&](const auto& each) { return gone(each.first.second); });
  std::erase_if(images_, [&](const OwnedImage& each) { return gone(each.owner); });
  std::erase_if(modules_, gone);
}

// Not under a lock: this calls the dynamic linker, which may wait for another thread that is
// loading a library, whose constructors use this device. Two threads may load the same; the first
// counts.
Status GpuEngine::load(const std::vector<std::uint64_t>& modules) {
  if (modules.empty()) return {};
  forget_unloaded_modules();
  Result<LoadedKernels> loaded = load_(modules);
  if (!loaded.ok()) return loaded.status();
  add(*std::move(loaded), modules);
  return {};
}

Status GpuEngine::load_missing(const std::vector<std::uint64_t>& modules) {
  std::vector<std::uint64_t> missing;
  {
    const std::lock_guard lock(mutex_);
    std::ranges::copy_if(modules, std::back_inserter(missing),
                         [this](std::uint64_t module) { return !modules_.contains(module); });
  }
  return load(missing);
}

SharedGpuKernel GpuEngine::known_kernel(const FoundKernel& found) const {
  const std::lock_guard lock(mutex_);
  const auto known = kernels_.find({found.kernel->record().address, found.module});
  return known == kernels_.end() ? nullptr : known->second;
}

// Loads it again even if only the first of a kernel's modules was unloaded: it belonged to that
// one.
Result<SharedGpuKernel> GpuEngine::loaded_kernel(const FoundKernel& found) {
  if (found.other != nullptr) return ambiguous_kernel(found);
  if (SharedGpuKernel kernel = known_kernel(found); kernel != nullptr) return kernel;
  if (Status status = load({found.module}); !status.ok()) {
    return status.with_context(compose("launch of {}", found.kernel->record().name));
  }
  if (SharedGpuKernel kernel = known_kernel(found); kernel != nullptr) return kernel;
  return unknown_kernel(found.kernel->record().address);
}

std::vector<OwnedImage> GpuEngine::images_of(const std::vector<std::uint64_t>& modules) const {
  const std::lock_guard lock(mutex_);
  std::vector<OwnedImage> images;
  std::ranges::copy_if(images_, std::back_inserter(images), [&](const OwnedImage& each) {
    return std::ranges::binary_search(modules, each.owner);
  });
  return images;
}

template <class Function, class... Arguments>
Status GpuEngine::call(const char* name, Function function, Arguments... arguments) const {
  const driver::Current current(*context_);
  if (!current.status().ok()) return current.status();
  return context_->check((context_->api().*function)(arguments...), name);
}

Result<void*> GpuEngine::allocate(std::size_t bytes) {
  driver::CuDevicePointer pointer = 0;
  Status status = call("cuMemAlloc", &driver::EntryPoints::cuMemAlloc, &pointer, bytes);
  if (!status.ok()) return status.with_context(compose("allocation of {} bytes", bytes));
  // NOLINTNEXTLINE(performance-no-int-to-ptr): the driver gives addresses as numbers
  return reinterpret_cast<void*>(static_cast<std::uintptr_t>(pointer));
}

void GpuEngine::release(void* memory) noexcept {
  // A failure here comes from earlier work: the next call of the device reports it.
  static_cast<void>(call("cuMemFree", &driver::EntryPoints::cuMemFree, device(memory)));
}

Status GpuEngine::upload(void* to, const void* from, std::size_t bytes, void* stream) {
  if (stream == nullptr) {
    return call("cuMemcpyHtoD", &driver::EntryPoints::cuMemcpyHtoD, device(to), from, bytes);
  }
  return call("cuMemcpyHtoDAsync", &driver::EntryPoints::cuMemcpyHtoDAsync, device(to), from, bytes,
              cuda(stream));
}

Status GpuEngine::download(void* to, const void* from, std::size_t bytes, void* stream) {
  if (stream == nullptr) {
    return call("cuMemcpyDtoH", &driver::EntryPoints::cuMemcpyDtoH, to, device(from), bytes);
  }
  return call("cuMemcpyDtoHAsync", &driver::EntryPoints::cuMemcpyDtoHAsync, to, device(from), bytes,
              cuda(stream));
}

Status GpuEngine::copy(void* to, const void* from, std::size_t bytes, void* stream) {
  return call("cuMemcpyDtoDAsync", &driver::EntryPoints::cuMemcpyDtoDAsync, device(to),
              device(from), bytes, cuda(stream));
}

Status GpuEngine::fill(void* to, const void* value, std::size_t value_bytes, std::size_t count,
                       void* stream) {
  const FillPattern pattern = fill_pattern(to, value, value_bytes);
  const std::size_t units = pattern.width == 0 ? 0 : value_bytes / pattern.width * count;
  switch (pattern.width) {
    case 1:
      return call("cuMemsetD8Async", &driver::EntryPoints::cuMemsetD8Async, device(to),
                  static_cast<unsigned char>(pattern.bits), units, cuda(stream));
    case 2:
      return call("cuMemsetD16Async", &driver::EntryPoints::cuMemsetD16Async, device(to),
                  static_cast<unsigned short>(pattern.bits), units, cuda(stream));
    case 4:
      return call("cuMemsetD32Async", &driver::EntryPoints::cuMemsetD32Async, device(to),
                  static_cast<unsigned>(pattern.bits), units, cuda(stream));
    default:
      return fill_by_copies(to, value, value_bytes, count, stream);
  }
}

// Uploads the first value, then doubles the filled part until all is full.
Status GpuEngine::fill_by_copies(void* to, const void* value, std::size_t value_bytes,
                                 std::size_t count, void* stream) {
  Status status = upload(to, value, value_bytes, stream);
  const std::size_t bytes = value_bytes * count;
  for (std::size_t done = value_bytes; status.ok() && done < bytes;) {
    const std::size_t more = std::min(done, bytes - done);
    status = copy(static_cast<std::byte*>(to) + done, to, more, stream);
    done += more;
  }
  return status;
}

Result<SharedGpuKernel> GpuEngine::kernel_at(const void* address) {
  return launches_.get(address,
                       [this](const FoundKernel& kernel) { return loaded_kernel(kernel); });
}

Result<driver::CuFunction> GpuEngine::function(const void* kernel) {
  const Result<SharedGpuKernel> found = kernel_at(kernel);
  if (!found.ok()) return found.status();
  return (*found)->prepare(*context_, 0);
}

template <class Function, class... More>
Status GpuEngine::start(const char* name, Function call_of_driver, driver::CuFunction kernel,
                        const Launch& launch, More... more) const {
  const LaunchConfig& config = launch.config;
  const auto number = [](auto value) { return static_cast<unsigned>(value); };
  return call(name, call_of_driver, kernel, number(config.grid.x), number(config.grid.y),
              number(config.grid.z), number(config.block.x), number(config.block.y),
              number(config.block.z), number(config.dynamic_shared_bytes),
              cuda(config.stream.native()), const_cast<void**>(launch.arguments), more...);
}

Status GpuEngine::launch(const Launch& launch) {
  const Result<SharedGpuKernel> found = kernel_at(launch.kernel);
  if (!found.ok()) return found.status();
  images::GpuKernel& kernel = **found;
  const LaunchConfig& config = launch.config;
  if (Status status = kernels::check_shape(kernel.record(), config); !status.ok()) return status;
  const Result<driver::CuFunction> function =
      kernel.prepare(*context_, config.dynamic_shared_bytes);
  if (!function.ok()) return function.status();
  const Status status =
      launch.cooperative ? start("cuLaunchCooperativeKernel",
                                 &driver::EntryPoints::cuLaunchCooperativeKernel, *function, launch)
                         : start("cuLaunchKernel", &driver::EntryPoints::cuLaunchKernel, *function,
                                 launch, static_cast<void**>(nullptr));
  return status.with_context(compose("launch of {}", kernel.record().name));
}

Result<std::vector<driver::Variable>> GpuEngine::places(const VariableRecord& variable) {
  const std::vector<std::uint64_t> modules = kernels::modules_of_variable(variable.address);
  if (Status status = load_missing(modules); !status.ok()) return status;
  std::vector<driver::Variable> places;
  for (const OwnedImage& each : images_of(modules)) {
    const Result<driver::Variable> place = each.image->variable(variable.symbol);
    if (place.status().code() == Code::kNotFound) continue;
    if (!place.ok()) return place.status();
    if (place->size != variable.size) {
      return Status(Code::kCorrupt, compose("variable {} has {} bytes in the program and {} in "
                                            "an image",
                                            variable.name, variable.size, place->size));
    }
    places.push_back(*place);
  }
  if (!places.empty()) return places;
  const Result<driver::Variable> lone =
      LoneVariables::of_process().get(context_, modules.empty() ? 0 : modules.front(),
                                      variable.address, [&] { return make_lone(variable); });
  if (!lone.ok()) return lone.status();
  return std::vector{*lone};
}

Result<driver::Variable> GpuEngine::make_lone(const VariableRecord& variable) {
  driver::Variable out{0, variable.size};
  // Host code reads and writes a __managed__ variable.
  constexpr unsigned kByAllStreams = 1;
  if (Status status = call("cuMemAllocManaged", &driver::EntryPoints::cuMemAllocManaged,
                           &out.address, variable.size, kByAllStreams);
      !status.ok()) {
    return status;
  }
  // The host's own variable has the value that the program gave it: on a GPU nothing else writes
  // it.
  if (Status status = call("cuMemcpyHtoD", &driver::EntryPoints::cuMemcpyHtoD, out.address,
                           static_cast<const void*>(variable.address), out.size);
      !status.ok()) {
    static_cast<void>(call("cuMemFree", &driver::EntryPoints::cuMemFree, out.address));
    return status;
  }
  return out;
}

Status GpuEngine::write_variable(const VariableRecord& variable, const void* from) {
  const Result<std::vector<driver::Variable>> all = places(variable);
  if (!all.ok()) return all.status();
  for (const driver::Variable& place : *all) {
    Status status =
        call("cuMemcpyHtoD", &driver::EntryPoints::cuMemcpyHtoD, place.address, from, place.size);
    if (!status.ok()) return status;
  }
  return {};
}

Status GpuEngine::read_variable(const VariableRecord& variable, void* to) {
  const Result<std::vector<driver::Variable>> all = places(variable);
  if (!all.ok()) return all.status();
  const auto download = [&](void* into, const driver::Variable& place) {
    return call("cuMemcpyDtoH", &driver::EntryPoints::cuMemcpyDtoH, into, place.address,
                place.size);
  };
  Status status = download(to, all->front());
  if (variable.constant) return status;  // no kernel writes it: all images have the same value
  std::vector<std::byte> other(variable.size);
  for (std::size_t i = 1; status.ok() && i < all->size(); ++i) {
    status = download(other.data(), (*all)[i]);
    if (!status.ok() || std::memcmp(to, other.data(), other.size()) == 0) continue;
    status = {Code::kUnsupported,
              compose("variable {} is in {} images, where kernels have written different "
                      "values; kernels that share a variable must be in one source",
                      variable.name, all->size())};
  }
  return status;
}

Result<void*> GpuEngine::create_stream() {
  driver::CuStream stream = nullptr;
  // Flag 0: this stream and the default stream wait for each other, as with cudaStreamCreate.
  Status status = call("cuStreamCreate", &driver::EntryPoints::cuStreamCreate, &stream, 0U);
  if (!status.ok()) return status;
  return static_cast<void*>(stream);
}

void GpuEngine::destroy_stream(void* stream) noexcept {
  static_cast<void>(call("cuStreamDestroy", &driver::EntryPoints::cuStreamDestroy, cuda(stream)));
}

Status GpuEngine::synchronize(void* stream) {
  return call("cuStreamSynchronize", &driver::EntryPoints::cuStreamSynchronize, cuda(stream));
}

Status GpuEngine::synchronize() {
  return call("cuCtxSynchronize", &driver::EntryPoints::cuCtxSynchronize);
}

}  // namespace larder::inline v1::engine
