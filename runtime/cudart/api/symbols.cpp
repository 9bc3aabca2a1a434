// Variables of kernels, by their host address.
#include "cuda_runtime_api.h"
#include "runtime/compose.h"
#include "runtime/cudart/api/copy.h"
#include "runtime/cudart/api/stream_call.h"
#include "runtime/kernels/registry.h"

using namespace larder;          // NOLINT(google-build-using-namespace)
using namespace larder::cudart;  // NOLINT(google-build-using-namespace)

namespace {

using detail::VariableRecord;

/// Runs `call` on the backend and the variable's record.
template <class Call>
cudaError_t on_variable(const void* symbol, Call call) {
  return on_device([&](DeviceBackend& on) -> Status {
    const VariableRecord* variable = kernels::find_variable(symbol);
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
