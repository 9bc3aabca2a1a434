// Variables of kernels, by their host address.
#include <map>
#include <mutex>

#include "cuda_runtime_api.h"
#include "runtime/compose.h"
#include "runtime/cudart/api/copy.h"
#include "runtime/cudart/api/stream_call.h"
#include "runtime/kernels/registry.h"

using namespace larder;          // NOLINT(google-build-using-namespace)
using namespace larder::cudart;  // NOLINT(google-build-using-namespace)

namespace {

using detail::VariableRecord;

/// Where managed variables live on GPUs. Host code passes these addresses as symbols, too. Thread
/// safe.
class ManagedPlaces {
 public:
  static ManagedPlaces& of_process() {
    static auto* const places = new ManagedPlaces;  // host code may run after static destructors
    return *places;
  }
  void add(const void* place, const void* variable) {
    const std::lock_guard lock(mutex_);
    variables_[place] = variable;
  }
  /// The variable that lives there; else `address` itself.
  const void* variable_at(const void* address) {
    const std::lock_guard lock(mutex_);
    const auto found = variables_.find(address);
    return found == variables_.end() ? address : found->second;
  }

 private:
  std::mutex mutex_;
  std::map<const void*, const void*> variables_;
};

Status find_memory(DeviceBackend& on, const VariableRecord& variable, void*& memory) {
  const Result<void*> place = on.variable_address(variable);
  if (!place.ok()) return place.status();
  ManagedPlaces::of_process().add(*place, memory);
  memory = *place;
  return {};
}

/// Runs `call` on the backend and the variable's record.
template <class Call>
cudaError_t on_variable(const void* symbol, Call call) {
  return on_device([&](DeviceBackend& on) -> Status {
    const VariableRecord* variable =
        kernels::find_variable(ManagedPlaces::of_process().variable_at(symbol));
    if (variable != nullptr) return call(on, *variable);
    return failure(
        cudaErrorInvalidSymbol,
        compose("the variable at {} is not known to Larder: it must be __device__, "
                "__constant__ or __managed__ and defined at namespace scope, in a source "
                "built through larder-generate",
                symbol));
  });
}

Status check_part(const VariableRecord& variable, size_t offset, size_t count) {
  if (offset <= variable.size && count <= variable.size - offset) return {};
  return failure(cudaErrorInvalidValue,
                 compose("{} bytes from byte {} of variable {}, which has {}", count, offset,
                         variable.name, variable.size));
}

Status check_kind(cudaMemcpyKind kind, cudaMemcpyKind from_or_to_host) {
  const bool fits =
      kind == from_or_to_host || kind == cudaMemcpyDeviceToDevice || kind == cudaMemcpyDefault;
  if (fits) return {};
  return failure(
      cudaErrorInvalidMemcpyDirection,
      compose("a variable can't take part in a copy of kind {}", static_cast<int>(kind)));
}

/// A copy whose addresses are not known yet.
Copy copy_of(size_t count, cudaMemcpyKind kind) { return row(nullptr, nullptr, count, kind); }

cudaError_t write(const void* symbol, const void* src, size_t offset, Copy copy) {
  return on_variable(symbol, [&](DeviceBackend& on, const VariableRecord& variable) -> Status {
    Status status = check_kind(copy.kind, cudaMemcpyHostToDevice);
    if (status.ok()) status = check_part(variable, offset, copy.width);
    if (!status.ok() || copy.width == 0) return status;
    copy.from = src;
    const auto run = [&] { return on.write_variable(variable, offset, copy); };
    if (copy.waits) return run_waiting(on, run);
    return run_or_record(on, copy.stream, run,
                         [&] { return Work(VariableWork{symbol, offset, copy, true}); });
  });
}

cudaError_t read(void* dst, const void* symbol, size_t offset, Copy copy) {
  return on_variable(symbol, [&](DeviceBackend& on, const VariableRecord& variable) -> Status {
    Status status = check_kind(copy.kind, cudaMemcpyDeviceToHost);
    if (status.ok()) status = check_part(variable, offset, copy.width);
    if (!status.ok() || copy.width == 0) return status;
    copy.to = dst;
    const auto run = [&] { return on.read_variable(variable, offset, copy); };
    if (copy.waits) return run_waiting(on, run);
    return run_or_record(on, copy.stream, run,
                         [&] { return Work(VariableWork{symbol, offset, copy, false}); });
  });
}

}  // namespace

extern "C" {

void* larder_managed_memory(void* variable) {
  const Result<const Platform*> platform = Devices::of_process().platform();
  if (platform.ok() && (*platform)->is_cpu()) return variable;
  void* memory = variable;
  on_device([&](DeviceBackend& on) {
    const VariableRecord* record = kernels::find_variable(variable);
    return record == nullptr ? Status() : find_memory(on, *record, memory);
  });
  return memory;
}

cudaError_t cudaMemcpyToSymbol(const void* symbol, const void* src, size_t count, size_t offset,
                               enum cudaMemcpyKind kind) {
  return write(symbol, src, offset, copy_of(count, kind));
}

cudaError_t cudaMemcpyToSymbolAsync(const void* symbol, const void* src, size_t count,
                                    size_t offset, enum cudaMemcpyKind kind, cudaStream_t stream) {
  return write(symbol, src, offset, in_stream(copy_of(count, kind), stream));
}

cudaError_t cudaMemcpyFromSymbol(void* dst, const void* symbol, size_t count, size_t offset,
                                 enum cudaMemcpyKind kind) {
  return read(dst, symbol, offset, copy_of(count, kind));
}

cudaError_t cudaMemcpyFromSymbolAsync(void* dst, const void* symbol, size_t count, size_t offset,
                                      enum cudaMemcpyKind kind, cudaStream_t stream) {
  return read(dst, symbol, offset, in_stream(copy_of(count, kind), stream));
}

cudaError_t cudaGetSymbolAddress(void** devPtr, const void* symbol) {
  return on_variable(symbol, [&](DeviceBackend& on, const VariableRecord& variable) {
    return get(devPtr, [&] { return on.variable_address(variable); });
  });
}

cudaError_t cudaGetSymbolSize(size_t* size, const void* symbol) {
  return on_variable(symbol, [&](DeviceBackend&, const VariableRecord& variable) -> Status {
    if (size == nullptr) return no_place();
    *size = variable.size;
    return {};
  });
}
}
