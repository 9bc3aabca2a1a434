// Texture and surface objects.
#include "cuda_runtime_api.h"
#include "runtime/compose.h"
#include "runtime/cudart/api/call.h"
#include "runtime/cudart/textures/image.h"

using namespace larder;          // NOLINT(google-build-using-namespace)
using namespace larder::cudart;  // NOLINT(google-build-using-namespace)

namespace {

Status no_resource() {
  return failure(cudaErrorInvalidValue, "a texture or surface of no resource");
}

Status check_format(const cudaChannelFormatDesc& format) {
  const char* const fault = fault_of(format);
  if (fault == nullptr) return {};
  return failure(cudaErrorInvalidChannelDescriptor,
                 std::string("the format of the texture's elements: ") + fault);
}

Status check_linear(const cudaResourceDesc& resource) {
  const auto& linear = resource.res.linear;
  if (Status status = check_format(linear.desc); !status.ok()) return status;
  const auto texel = static_cast<size_t>(texel_format(linear.desc).texel_bytes());
  return linear.devPtr == nullptr || linear.sizeInBytes < texel ? no_resource() : Status();
}

Status check_rows(const cudaResourceDesc& resource) {
  const auto& rows = resource.res.pitch2D;
  if (Status status = check_format(rows.desc); !status.ok()) return status;
  if (rows.devPtr == nullptr || rows.width == 0 || rows.height == 0) return no_resource();
  const auto texel = static_cast<size_t>(texel_format(rows.desc).texel_bytes());
  if (rows.pitchInBytes / texel >= rows.width) return {};
  return failure(cudaErrorInvalidPitchValue, compose("rows of {} elements with a pitch of {} bytes",
                                                     rows.width, rows.pitchInBytes));
}

Status check_resource(const cudaResourceDesc* resource) {
  if (resource == nullptr) return no_resource();
  switch (resource->resType) {
    case cudaResourceTypeArray:
      return resource->res.array.array == nullptr ? no_resource() : Status();
    case cudaResourceTypeMipmappedArray:
      return failure(cudaErrorNotSupported, "mipmapped arrays are not supported: use an array");
    case cudaResourceTypeLinear:
      return check_linear(*resource);
    case cudaResourceTypePitch2D:
      return check_rows(*resource);
  }
  return failure(cudaErrorInvalidValue,
                 compose("there is no resource of type {}", static_cast<int>(resource->resType)));
}

Status check_reading(const cudaTextureDesc* reading) {
  if (reading == nullptr) return failure(cudaErrorInvalidValue, "a texture of no description");
  for (const cudaTextureAddressMode mode : reading->addressMode) {
    if (mode < cudaAddressModeWrap || mode > cudaAddressModeBorder) {
      return failure(cudaErrorInvalidValue,
                     compose("address mode {} is unknown", static_cast<int>(mode)));
    }
  }
  const bool known = reading->filterMode <= cudaFilterModeLinear &&
                     reading->readMode <= cudaReadModeNormalizedFloat;
  return known ? Status()
               : failure(cudaErrorInvalidValue, "the filter mode or the read mode is unknown");
}

Status check_surface(const cudaResourceDesc* resource) {
  if (Status status = check_resource(resource); !status.ok()) return status;
  if (resource->resType == cudaResourceTypeArray) return {};
  return failure(cudaErrorInvalidValue, "a surface is of an array only");
}

}  // namespace

extern "C" {

cudaError_t cudaCreateTextureObject(cudaTextureObject_t* texObject,
                                    const struct cudaResourceDesc* resDesc,
                                    const struct cudaTextureDesc* texDesc,
                                    const struct cudaResourceViewDesc* resViewDesc) {
  return get_from_device(texObject, [&](DeviceBackend& on) -> Result<cudaTextureObject_t> {
    Status status = check_resource(resDesc);
    if (status.ok()) status = check_reading(texDesc);
    if (status.ok() && resViewDesc != nullptr) {
      status = failure(cudaErrorNotSupported, "resource views are not supported: pass null");
    }
    if (!status.ok()) return status;
    return on.create_texture({*resDesc, *texDesc});
  });
}

cudaError_t cudaDestroyTextureObject(cudaTextureObject_t texObject) {
  return on_device(
      [&](DeviceBackend& on) { return texObject == 0 ? Status() : on.destroy_texture(texObject); });
}

cudaError_t cudaGetTextureObjectResourceDesc(struct cudaResourceDesc* resDesc,
                                             cudaTextureObject_t texObject) {
  return get_from_device(resDesc, [&](DeviceBackend& on) -> Result<cudaResourceDesc> {
    const Result<TextureDescription> found = on.describe_texture(texObject);
    if (!found.ok()) return found.status();
    return found->resource;
  });
}

cudaError_t cudaGetTextureObjectTextureDesc(struct cudaTextureDesc* texDesc,
                                            cudaTextureObject_t texObject) {
  return get_from_device(texDesc, [&](DeviceBackend& on) -> Result<cudaTextureDesc> {
    const Result<TextureDescription> found = on.describe_texture(texObject);
    if (!found.ok()) return found.status();
    return found->reading;
  });
}

cudaError_t cudaCreateSurfaceObject(cudaSurfaceObject_t* surfObject,
                                    const struct cudaResourceDesc* resDesc) {
  return get_from_device(surfObject, [&](DeviceBackend& on) -> Result<cudaSurfaceObject_t> {
    if (const Status status = check_surface(resDesc); !status.ok()) return status;
    return on.create_surface(*resDesc);
  });
}

cudaError_t cudaDestroySurfaceObject(cudaSurfaceObject_t surfObject) {
  return on_device([&](DeviceBackend& on) {
    return surfObject == 0 ? Status() : on.destroy_surface(surfObject);
  });
}

cudaError_t cudaGetSurfaceObjectResourceDesc(struct cudaResourceDesc* resDesc,
                                             cudaSurfaceObject_t surfObject) {
  return get_from_device(resDesc,
                         [&](DeviceBackend& on) { return on.describe_surface(surfObject); });
}
}
