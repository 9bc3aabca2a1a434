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
/// A copy of cudaMemcpy3D or cudaMemcpy3DPeer, whose parameters are not null and have no arrays.
template <class Parameters>
[[nodiscard]] Copy volumes(const Parameters& parameters, cudaMemcpyKind kind) {
  Copy copy = row(place(parameters.dstPtr, parameters.dstPos),
                  place(parameters.srcPtr, parameters.srcPos), parameters.extent.width, kind);
  copy.height = parameters.extent.height;
  copy.depth = parameters.extent.depth;
  copy.to_volume = {parameters.dstPtr.pitch, parameters.dstPtr.ysize};
  copy.from_volume = {parameters.srcPtr.pitch, parameters.srcPtr.ysize};
  return copy;
}
/// Fails for parameters that are null, or have arrays.
template <class Parameters>
Status check_volumes(const Parameters* parameters) {
  if (parameters == nullptr) return null_pointer("copy");
  if (parameters->srcArray == nullptr && parameters->dstArray == nullptr) return {};
  return failure(cudaErrorNotSupported, "copies of arrays are not supported");
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
