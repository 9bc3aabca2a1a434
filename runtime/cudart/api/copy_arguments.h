// From the arguments of copies and fills to what a backend takes.
#ifndef LARDER_CUDART_API_COPY_ARGUMENTS_H
#define LARDER_CUDART_API_COPY_ARGUMENTS_H

#include "runtime/cudart/backend/backend.h"
#include "runtime/cudart/failure.h"

namespace larder::inline v1::cudart {

/// A copy of one row.
[[nodiscard]] Copy row(void* to, const void* from, size_t bytes, cudaMemcpyKind kind);
/// A copy of cudaMemcpy2D.
[[nodiscard]] Copy rows(void* to, size_t to_pitch, const void* from, size_t from_pitch,
                        size_t width, size_t height, cudaMemcpyKind kind);
/// For a null address, in `call`.
[[nodiscard]] Status null_pointer(const char* call);
/// The address of a position in a volume.
[[nodiscard]] void* place(const cudaPitchedPtr& volume, const cudaPos& at);
/// Adds the size of the array's elements, in bytes, to `element`, which is 0 before the first
/// array. Fails for a second size. Null is memory.
Status measure_element(DeviceBackend& on, cudaArray_t array, size_t& element);

[[nodiscard]] inline cudaMemcpyKind kind_of(const cudaMemcpy3DParms& parameters) {
  return parameters.kind;
}
[[nodiscard]] inline cudaMemcpyKind kind_of(const cudaMemcpy3DPeerParms&) {
  return cudaMemcpyDeviceToDevice;
}
/// A copy of cudaMemcpy3D or cudaMemcpy3DPeer. Positions in arrays count elements, those in memory
/// bytes; the extent counts elements as soon as an array takes part.
template <class Parameters>
[[nodiscard]] Result<Copy> volumes(DeviceBackend& on, const Parameters* parameters) {
  if (parameters == nullptr) return null_pointer("copy");
  const cudaPos& to = parameters->dstPos;
  const cudaPos& from = parameters->srcPos;
  size_t element = 0;
  for (cudaArray_t array : {parameters->srcArray, parameters->dstArray}) {
    if (Status status = measure_element(on, array, element); !status.ok()) return status;
  }
  if (element == 0) element = 1;
  Copy copy = row(place(parameters->dstPtr, to), place(parameters->srcPtr, from),
                  parameters->extent.width * element, kind_of(*parameters));
  copy.height = parameters->extent.height;
  copy.depth = parameters->extent.depth;
  copy.to_volume = {parameters->dstPtr.pitch, parameters->dstPtr.ysize};
  copy.from_volume = {parameters->srcPtr.pitch, parameters->srcPtr.ysize};
  copy.to_array = {parameters->dstArray, to.x * element, to.y, to.z};
  copy.from_array = {parameters->srcArray, from.x * element, from.y, from.z};
  return copy;
}

[[nodiscard]] Setting setting_of(void* to, int value, size_t bytes);
[[nodiscard]] Setting setting_of(const cudaPitchedPtr& to, int value, const cudaExtent& extent);

/// Nothing is to be done.
[[nodiscard]] inline bool is_empty(const Copy& copy) {
  return copy.width == 0 || copy.height == 0 || copy.depth == 0;
}
[[nodiscard]] inline bool is_empty(const Setting& setting) {
  return setting.width == 0 || setting.height == 0 || setting.depth == 0;
}

Status check_kind(cudaMemcpyKind kind);
/// Checks all but the size and the addresses' memory.
Status check(const Copy& copy);
Status check(const Setting& setting);

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_API_COPY_ARGUMENTS_H
