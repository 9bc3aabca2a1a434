// Copies and fills of memory.
#include "cuda_runtime_api.h"
#include "runtime/compose.h"
#include "runtime/cudart/api/call.h"
#include "runtime/cudart/api/copy.h"
#include "runtime/cudart/textures/image.h"

using namespace larder;          // NOLINT(google-build-using-namespace)
using namespace larder::cudart;  // NOLINT(google-build-using-namespace)

namespace {

cudaError_t run(const Setting& setting) {
  return on_device([&](DeviceBackend& on) -> Status {
    if (setting.width == 0 || setting.height == 0 || setting.depth == 0) return {};
    if (setting.to == nullptr) return null_pointer("setting");
    const Status status = check_pitch(setting.volume.pitch, setting.width, setting.height);
    return status.ok() ? on.set(setting) : status;
  });
}

void* place(const cudaPitchedPtr& volume, const cudaPos& at) {
  if (volume.ptr == nullptr) return nullptr;
  const size_t row = at.z * volume.ysize + at.y;
  return static_cast<char*>(volume.ptr) + row * volume.pitch + at.x;
}

/// Positions and widths count elements as soon as an array takes part.
Status element_bytes(DeviceBackend& on, cudaArray_t array, size_t& bytes) {
  const Result<ArrayShape> shape = on.array_shape(array);
  if (!shape.ok()) return shape.status();
  const auto found = static_cast<size_t>(texel_format(shape->format).texel_bytes());
  if (bytes != 0 && bytes != found) {
    return failure(cudaErrorInvalidValue, "copy between arrays with elements of different sizes");
  }
  bytes = found;
  return {};
}

template <class Parameters>
Copy volumes(const Parameters& parameters, cudaMemcpyKind kind, size_t element) {
  Copy copy =
      row(place(parameters.dstPtr, parameters.dstPos), place(parameters.srcPtr, parameters.srcPos),
          parameters.extent.width * element, kind);
  copy.height = parameters.extent.height;
  copy.depth = parameters.extent.depth;
  copy.to_volume = {parameters.dstPtr.pitch, parameters.dstPtr.ysize};
  copy.from_volume = {parameters.srcPtr.pitch, parameters.srcPtr.ysize};
  const cudaPos& to = parameters.dstPos;
  const cudaPos& from = parameters.srcPos;
  if (parameters.dstArray != nullptr)
    copy.to_array = {parameters.dstArray, to.x * element, to.y, to.z};
  if (parameters.srcArray != nullptr) {
    copy.from_array = {parameters.srcArray, from.x * element, from.y, from.z};
  }
  return copy;
}

template <class Parameters>
cudaError_t run_volumes(const Parameters* parameters, cudaMemcpyKind kind, bool waits,
                        cudaStream_t stream) {
  if (parameters == nullptr) return finish(null_pointer("copy"));
  size_t element = 0;
  const cudaError_t error = on_device([&](DeviceBackend& on) -> Status {
    Status status;
    for (cudaArray_t array : {parameters->srcArray, parameters->dstArray}) {
      if (status.ok() && array != nullptr) status = element_bytes(on, array, element);
    }
    return status;
  });
  if (error != cudaSuccess) return error;
  Copy copy = volumes(*parameters, kind, element == 0 ? 1 : element);
  copy.waits = waits;
  copy.stream = stream;
  return run(copy);
}

Setting setting_of(void* to, int value, size_t bytes) {
  Setting setting;
  setting.to = to;
  setting.value = static_cast<unsigned char>(value);
  setting.width = bytes;
  return setting;
}

Setting setting_of(const cudaPitchedPtr& to, int value, const cudaExtent& extent) {
  Setting setting = setting_of(to.ptr, value, extent.width);
  setting.height = extent.height;
  setting.depth = extent.depth;
  setting.volume = {to.pitch, to.ysize};
  return setting;
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
  return run_volumes(parameters, parameters == nullptr ? cudaMemcpyDefault : parameters->kind, true,
                     nullptr);
}

cudaError_t cudaMemcpy3DAsync(const struct cudaMemcpy3DParms* parameters, cudaStream_t stream) {
  return run_volumes(parameters, parameters == nullptr ? cudaMemcpyDefault : parameters->kind,
                     false, stream);
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
  return run_volumes(parameters, cudaMemcpyDeviceToDevice, true, nullptr);
}

cudaError_t cudaMemcpy3DPeerAsync(const struct cudaMemcpy3DPeerParms* parameters,
                                  cudaStream_t stream) {
  return run_volumes(parameters, cudaMemcpyDeviceToDevice, false, stream);
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
