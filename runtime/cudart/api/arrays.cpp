// Arrays.
#include "cuda_runtime_api.h"
#include "runtime/compose.h"
#include "runtime/cudart/api/call.h"
#include "runtime/cudart/textures/image.h"

using namespace larder;          // NOLINT(google-build-using-namespace)
using namespace larder::cudart;  // NOLINT(google-build-using-namespace)

namespace {

constexpr unsigned kFlags = cudaArrayLayered | cudaArraySurfaceLoadStore | cudaArrayCubemap |
                            cudaArrayTextureGather | cudaArrayColorAttachment;

Status no_mipmaps() {
  return failure(cudaErrorNotSupported, "mipmapped arrays are not supported: use cudaMallocArray");
}

Status check_flags(unsigned flags) {
  if ((flags & (cudaArraySparse | cudaArrayDeferredMapping)) != 0) {
    return failure(cudaErrorNotSupported,
                   "sparse arrays and arrays without memory are not supported");
  }
  return (flags & ~kFlags) == 0 ? Status() : unknown_flags(flags);
}

// Faces are squares, and a cube has six of them.
bool is_cube(const cudaExtent& extent, bool layered) {
  const bool faces = layered ? extent.depth % 6 == 0 && extent.depth != 0 : extent.depth == 6;
  return extent.width == extent.height && faces;
}

bool has_size(const ArrayShape& shape) {
  const cudaExtent& extent = shape.extent;
  const bool layered = (shape.flags & cudaArrayLayered) != 0;
  if (extent.width == 0) return false;
  if ((shape.flags & cudaArrayCubemap) != 0) return is_cube(extent, layered);
  if (layered) return extent.depth != 0;
  return extent.height != 0 || extent.depth == 0;
}

Status check_shape(const ArrayShape& shape) {
  if (const char* const fault = fault_of(shape.format)) {
    return failure(cudaErrorInvalidChannelDescriptor,
                   std::string("the format of the array's elements: ") + fault);
  }
  Status status = check_flags(shape.flags);
  if (!status.ok() || has_size(shape)) return status;
  return failure(cudaErrorInvalidValue,
                 compose("there is no array of {} x {} x {} elements with flags {:#x}",
                         shape.extent.width, shape.extent.height, shape.extent.depth, shape.flags));
}

}  // namespace

extern "C" {

struct cudaChannelFormatDesc cudaCreateChannelDesc(int x, int y, int z, int w,
                                                   enum cudaChannelFormatKind f) {
  return {x, y, z, w, f};
}

cudaError_t cudaMallocArray(cudaArray_t* array, const struct cudaChannelFormatDesc* desc,
                            size_t width, size_t height, unsigned int flags) {
  if ((flags & (cudaArrayLayered | cudaArrayCubemap)) != 0) return finish(unknown_flags(flags));
  return cudaMalloc3DArray(array, desc, {width, height, 0}, flags);
}

cudaError_t cudaMalloc3DArray(cudaArray_t* array, const struct cudaChannelFormatDesc* desc,
                              struct cudaExtent extent, unsigned int flags) {
  if (desc == nullptr) return finish(failure(cudaErrorInvalidValue, "the array has no format"));
  return get_from_device(array, [&](DeviceBackend& on) -> Result<cudaArray_t> {
    const ArrayShape shape{*desc, extent, flags};
    if (const Status status = check_shape(shape); !status.ok()) return status;
    return on.create_array(shape);
  });
}

cudaError_t cudaFreeArray(cudaArray_t array) {
  return on_device(
      [&](DeviceBackend& on) { return array == nullptr ? Status() : on.destroy_array(array); });
}

cudaError_t cudaArrayGetInfo(struct cudaChannelFormatDesc* desc, struct cudaExtent* extent,
                             unsigned int* flags, cudaArray_t array) {
  return on_device([&](DeviceBackend& on) -> Status {
    const Result<ArrayShape> shape = on.array_shape(array);
    if (!shape.ok()) return shape.status();
    if (desc != nullptr) *desc = shape->format;
    if (extent != nullptr) *extent = shape->extent;
    if (flags != nullptr) *flags = shape->flags;
    return {};
  });
}

cudaError_t cudaGetChannelDesc(struct cudaChannelFormatDesc* desc, cudaArray_const_t array) {
  return get_from_device(desc, [&](DeviceBackend& on) -> Result<cudaChannelFormatDesc> {
    const Result<ArrayShape> shape = on.array_shape(array);
    if (!shape.ok()) return shape.status();
    return shape->format;
  });
}

cudaError_t cudaMallocMipmappedArray(cudaMipmappedArray_t*, const struct cudaChannelFormatDesc*,
                                     struct cudaExtent, unsigned int, unsigned int) {
  return finish(no_mipmaps());
}

cudaError_t cudaFreeMipmappedArray(cudaMipmappedArray_t mipmappedArray) {
  return finish(mipmappedArray == nullptr ? Status() : no_mipmaps());
}

cudaError_t cudaGetMipmappedArrayLevel(cudaArray_t*, cudaMipmappedArray_const_t, unsigned int) {
  return finish(no_mipmaps());
}
}
