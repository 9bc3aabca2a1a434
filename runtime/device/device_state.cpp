#include "runtime/device/device_state.h"

#include <limits>
#include <utility>

#include "runtime/compose.h"
#include "runtime/kernels/registry.h"
#include "runtime/simulator/checks.h"

namespace larder::inline v1::detail {

using engine::Engine;

Status DeviceState::keep(Status status) {
  if (status.ok()) return status;
  const std::lock_guard lock(mutex_);
  if (status_.ok()) status_ = std::move(status);
  failed_.store(true, std::memory_order_release);
  return status_;
}

namespace {

/// For checks: the work that follows is in this stream, which and the default stream wait for each
/// other.
void enter(void* stream) {
  if (simulator::checks == nullptr) return;
  const auto kind =
      stream == nullptr ? simulator::StreamKind::kLegacy : simulator::StreamKind::kBlocking;
  simulator::checks->enter_stream(stream, kind);
}

/// The same, at the end of a call that waits if it is on the default stream.
void leave(void* stream) {
  if (simulator::checks != nullptr && stream == nullptr) simulator::checks->wait_for_stream();
}

}  // namespace

Status fail(DeviceState& device, Status status) { return device.keep(std::move(status)); }

Status fail_size(DeviceState& device, const char* call, std::size_t wanted, std::size_t available) {
  return device.keep({Code::kInvalidArgument, compose("{} of {} elements, but there is space "
                                                      "for {}",
                                                      call, wanted, available)});
}

bool accept(DeviceState& device, const DeviceState* owner, const char* call) {
  if (owner == nullptr || owner == &device || device.shares_memory_with(*owner)) return true;
  static_cast<void>(device.keep(
      {Code::kInvalidArgument,
       compose("{}: the buffer is of another device ({}, this one is {}); copy it through host "
               "memory",
               call, owner->name(), device.name())}));
  return false;
}

void* allocate(DeviceState& device, std::size_t count, std::size_t element_bytes) {
  if (count == 0) return nullptr;
  void* memory = nullptr;
  static_cast<void>(device.run([&](Engine& engine) -> Status {
    if (count > std::numeric_limits<std::size_t>::max() / element_bytes) {
      return {Code::kOutOfMemory,
              compose("allocation of {} elements of {} bytes", count, element_bytes)};
    }
    const Result<void*> result = engine.allocate(count * element_bytes);
    if (result.ok()) memory = *result;
    return result.status();
  }));
  return memory;
}

void release(DeviceState& device, void* memory) noexcept {
  if (Engine* engine = device.engine(); engine != nullptr) engine->release(memory);
}

void upload(DeviceState& device, void* to, const void* from, std::size_t bytes, StreamRef stream) {
  if (bytes == 0) return;
  enter(stream.native());
  static_cast<void>(
      device.run([&](Engine& engine) { return engine.upload(to, from, bytes, stream.native()); }));
  leave(stream.native());
}

Status download(DeviceState& device, void* to, const void* from, std::size_t bytes,
                StreamRef stream) {
  if (bytes == 0) return device.status();
  enter(stream.native());
  Status status =
      device.run([&](Engine& engine) { return engine.download(to, from, bytes, stream.native()); });
  leave(stream.native());
  return status;
}

void copy(DeviceState& device, void* to, const void* from, std::size_t bytes, StreamRef stream) {
  if (bytes == 0) return;
  enter(stream.native());
  static_cast<void>(
      device.run([&](Engine& engine) { return engine.copy(to, from, bytes, stream.native()); }));
}

void fill(DeviceState& device, void* to, const void* value, std::size_t value_bytes,
          std::size_t count, StreamRef stream) {
  if (count == 0) return;
  enter(stream.native());
  static_cast<void>(device.run(
      [&](Engine& engine) { return engine.fill(to, value, value_bytes, count, stream.native()); }));
}

namespace {

/// The record of a variable; checks that the host's type still has its size.
Result<const VariableRecord*> variable_of(const Engine& engine, const void* address,
                                          std::size_t bytes) {
  const VariableRecord* variable = kernels::find_variable(address);
  if (variable == nullptr) {
    return Status(Code::kNotFound,
                  compose("the variable at {} is not known to Larder: it must be __device__ or "
                          "__constant__ and defined at namespace scope, in a source built through "
                          "larder-generate",
                          address));
  }
  if (engine.registry() != kernels::registry_identity()) {
    return engine::other_copy(compose("use of variable {}", variable->name));
  }
  if (variable->size == bytes) return variable;
  return Status(Code::kInvalidArgument,
                compose("variable {} has {} bytes, not {}", variable->name, variable->size, bytes));
}

}  // namespace

Status write_variable(DeviceState& device, const void* variable, const void* from,
                      std::size_t bytes) {
  enter(nullptr);
  return device.run([&](Engine& engine) -> Status {
    const Result<const VariableRecord*> record = variable_of(engine, variable, bytes);
    return record.ok() ? engine.write_variable(**record, from) : record.status();
  });
}

Status read_variable(DeviceState& device, const void* variable, void* to, std::size_t bytes) {
  enter(nullptr);
  return device.run([&](Engine& engine) -> Status {
    const Result<const VariableRecord*> record = variable_of(engine, variable, bytes);
    return record.ok() ? engine.read_variable(**record, to) : record.status();
  });
}

void launch(DeviceState& device, const Launch& launch) {
  for (std::size_t i = 0; i < launch.count; ++i) {
    if (!accept(device, launch.owners[i], "launch")) return;
  }
  enter(launch.config.stream.native());
  static_cast<void>(device.run([&](Engine& engine) {
    const bool ours = engine.registry() == kernels::registry_identity();
    const kernels::SharedKernel known = ours ? nullptr : kernels::find_kernel(launch.kernel).kernel;
    if (known == nullptr) return engine.launch(launch);
    return engine::other_copy(compose("launch of {}", known->record().name));
  }));
}

void* create_stream(DeviceState& device) {
  void* stream = nullptr;
  static_cast<void>(device.run([&](Engine& engine) {
    const Result<void*> result = engine.create_stream();
    if (result.ok()) stream = *result;
    return result.status();
  }));
  if (simulator::checks != nullptr && stream != nullptr)
    simulator::checks->add_stream(stream, simulator::StreamKind::kBlocking);
  return stream;
}

void destroy_stream(DeviceState& device, void* stream) noexcept {
  if (Engine* engine = device.engine(); engine != nullptr) engine->destroy_stream(stream);
}

Status synchronize_stream(DeviceState& device, void* stream) {
  enter(stream);
  if (simulator::checks != nullptr) simulator::checks->wait_for_stream();
  return device.run([&](Engine& engine) { return engine.synchronize(stream); });
}

}  // namespace larder::inline v1::detail
