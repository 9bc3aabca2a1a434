// Copies and fills of memory.
#include "cuda_runtime_api.h"
#include "runtime/cudart/api/copy.h"
#include "runtime/cudart/api/stream_call.h"

using namespace larder;          // NOLINT(google-build-using-namespace)
using namespace larder::cudart;  // NOLINT(google-build-using-namespace)

namespace {

cudaError_t run(const Setting& setting) {
  return on_device([&](DeviceBackend& on) -> Status {
    if (is_empty(setting)) return {};
    if (Status status = check(setting); !status.ok()) return status;
    const auto run_now = [&] { return on.set(setting); };
    if (setting.waits) return run_waiting(on, run_now);
    return run_or_record(on, setting.stream, run_now, [&] { return Work(SettingWork{setting}); });
  });
}

template <class Parameters>
cudaError_t run_volumes(const Parameters* parameters, bool waits, cudaStream_t stream) {
  return on_device([&](DeviceBackend& on) -> Status {
    Result<Copy> copy = volumes(on, parameters);
    if (!copy.ok()) return copy.status();
    copy->waits = waits;
    copy->stream = stream;
    return run(on, *copy);
  });
}

Setting in_stream(Setting setting, cudaStream_t stream) {
  setting.waits = false;
  setting.stream = stream;
  return setting;
}

}  // namespace

extern "C" {

cudaError_t cudaMemcpy(void* dst, const void* src, size_t count, enum cudaMemcpyKind kind) {
  return run(row(dst, src, count, kind));
}

cudaError_t cudaMemcpyAsync(void* dst, const void* src, size_t count, enum cudaMemcpyKind kind,
                            cudaStream_t stream) {
  return run(in_stream(row(dst, src, count, kind), stream));
}

cudaError_t cudaMemcpy2D(void* dst, size_t dpitch, const void* src, size_t spitch, size_t width,
                         size_t height, enum cudaMemcpyKind kind) {
  return run(rows(dst, dpitch, src, spitch, width, height, kind));
}

cudaError_t cudaMemcpy2DAsync(void* dst, size_t dpitch, const void* src, size_t spitch,
                              size_t width, size_t height, enum cudaMemcpyKind kind,
                              cudaStream_t stream) {
  return run(in_stream(rows(dst, dpitch, src, spitch, width, height, kind), stream));
}

cudaError_t cudaMemcpy3D(const struct cudaMemcpy3DParms* parameters) {
  return run_volumes(parameters, true, nullptr);
}

cudaError_t cudaMemcpy3DAsync(const struct cudaMemcpy3DParms* parameters, cudaStream_t stream) {
  return run_volumes(parameters, false, stream);
}

// Addresses determine their device.
cudaError_t cudaMemcpyPeer(void* dst, int, const void* src, int, size_t count) {
  return run(row(dst, src, count, cudaMemcpyDeviceToDevice));
}

cudaError_t cudaMemcpyPeerAsync(void* dst, int, const void* src, int, size_t count,
                                cudaStream_t stream) {
  return run(in_stream(row(dst, src, count, cudaMemcpyDeviceToDevice), stream));
}

cudaError_t cudaMemcpy3DPeer(const struct cudaMemcpy3DPeerParms* parameters) {
  return run_volumes(parameters, true, nullptr);
}

cudaError_t cudaMemcpy3DPeerAsync(const struct cudaMemcpy3DPeerParms* parameters,
                                  cudaStream_t stream) {
  return run_volumes(parameters, false, stream);
}

cudaError_t cudaMemset(void* devPtr, int value, size_t count) {
  return run(setting_of(devPtr, value, count));
}

cudaError_t cudaMemsetAsync(void* devPtr, int value, size_t count, cudaStream_t stream) {
  return run(in_stream(setting_of(devPtr, value, count), stream));
}

cudaError_t cudaMemset2D(void* devPtr, size_t pitch, int value, size_t width, size_t height) {
  return run(setting_of({devPtr, pitch, width, height}, value, {width, height, 1}));
}

cudaError_t cudaMemset2DAsync(void* devPtr, size_t pitch, int value, size_t width, size_t height,
                              cudaStream_t stream) {
  return run(
      in_stream(setting_of({devPtr, pitch, width, height}, value, {width, height, 1}), stream));
}

cudaError_t cudaMemset3D(struct cudaPitchedPtr pitchedDevPtr, int value, struct cudaExtent extent) {
  return run(setting_of(pitchedDevPtr, value, extent));
}

cudaError_t cudaMemset3DAsync(struct cudaPitchedPtr pitchedDevPtr, int value,
                              struct cudaExtent extent, cudaStream_t stream) {
  return run(in_stream(setting_of(pitchedDevPtr, value, extent), stream));
}
}
