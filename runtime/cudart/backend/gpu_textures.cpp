// GpuBackend's arrays, textures and surfaces. An array is the driver's own, as in CUDA's runtime.
#include <algorithm>
#include <iterator>

#include "runtime/cudart/backend/gpu_call.h"
#include "runtime/cudart/textures/image.h"

namespace larder::inline v1::cudart {
namespace {

driver::CuArray cuda(cudaArray_t array) { return reinterpret_cast<driver::CuArray>(array); }

struct Format {
  int number;  ///< the driver's
  int bits;
  cudaChannelFormatKind kind;
};

constexpr Format kFormats[] = {
    {driver::kFormatUnsigned8, 8, cudaChannelFormatKindUnsigned},
    {driver::kFormatUnsigned16, 16, cudaChannelFormatKindUnsigned},
    {driver::kFormatUnsigned32, 32, cudaChannelFormatKindUnsigned},
    {driver::kFormatSigned8, 8, cudaChannelFormatKindSigned},
    {driver::kFormatSigned16, 16, cudaChannelFormatKindSigned},
    {driver::kFormatSigned32, 32, cudaChannelFormatKindSigned},
    {driver::kFormatHalf, 16, cudaChannelFormatKindFloat},
    {driver::kFormatFloat, 32, cudaChannelFormatKindFloat},
};

// The format is one of the table's: api/ has checked it.
int format_number(const cudaChannelFormatDesc& format) {
  const auto* const found = std::ranges::find_if(
      kFormats, [&](const Format& each) { return each.bits == format.x && each.kind == format.f; });
  return found == std::end(kFormats) ? 0 : found->number;
}

unsigned channels_of(const cudaChannelFormatDesc& format) {
  return static_cast<unsigned>(texel_format(format).channels);
}

Result<cudaChannelFormatDesc> to_format(int number, unsigned channels) {
  const auto* const found = std::ranges::find(kFormats, number, &Format::number);
  if (found == std::end(kFormats)) {
    return failure(cudaErrorNotSupported,
                   compose("arrays of the driver's format {} are not supported", number));
  }
  const int bits = found->bits;
  return cudaChannelFormatDesc{bits, channels > 1 ? bits : 0, channels > 2 ? bits : 0,
                               channels > 3 ? bits : 0, found->kind};
}

driver::CuResource resource_of(const cudaResourceDesc& given) {
  driver::CuResource resource{};
  resource.type = static_cast<int>(given.resType);
  if (given.resType == cudaResourceTypeArray) {
    resource.of.array = cuda(given.res.array.array);
  } else if (given.resType == cudaResourceTypeLinear) {
    const auto& linear = given.res.linear;
    resource.of.linear = {number(linear.devPtr), format_number(linear.desc),
                          channels_of(linear.desc), linear.sizeInBytes};
  } else {
    const auto& rows = given.res.pitch2D;
    resource.of.rows = {
        number(rows.devPtr), format_number(rows.desc), channels_of(rows.desc), rows.width,
        rows.height,         rows.pitchInBytes};
  }
  return resource;
}

unsigned flags_of(const cudaTextureDesc& given) {
  unsigned flags = 0;
  if (given.readMode == cudaReadModeElementType) flags |= driver::kReadAsInteger;
  if (given.normalizedCoords != 0) flags |= driver::kNormalizedCoordinates;
  if (given.sRGB != 0) flags |= driver::kSrgb;
  if (given.disableTrilinearOptimization != 0) flags |= driver::kNoTrilinearOptimization;
  if (given.seamlessCubemap != 0) flags |= driver::kSeamlessCubemap;
  return flags;
}

driver::CuTexture texture_of(const cudaTextureDesc& given) {
  driver::CuTexture texture{};
  for (int i = 0; i < 3; ++i) texture.address_modes[i] = static_cast<int>(given.addressMode[i]);
  texture.filter_mode = static_cast<int>(given.filterMode);
  texture.flags = flags_of(given);
  texture.max_anisotropy = given.maxAnisotropy;
  texture.mipmap_filter_mode = static_cast<int>(given.mipmapFilterMode);
  texture.mipmap_level_bias = given.mipmapLevelBias;
  texture.min_mipmap_level = given.minMipmapLevelClamp;
  texture.max_mipmap_level = given.maxMipmapLevelClamp;
  std::copy_n(given.borderColor, 4, texture.border_color);
  return texture;
}

}  // namespace

Result<cudaArray_t> GpuBackend::create_array(const ArrayShape& shape) {
  const driver::CuArrayShape described{shape.extent.width,        shape.extent.height,
                                       shape.extent.depth,        format_number(shape.format),
                                       channels_of(shape.format), shape.flags};
  driver::CuArray array = nullptr;
  Status status = call("cuArray3DCreate", &EntryPoints::cuArray3DCreate, &array, &described);
  if (!status.ok()) return status;
  auto* const handle = reinterpret_cast<cudaArray_t>(array);
  arrays_.add(handle);
  return handle;
}

Status GpuBackend::destroy_array(cudaArray_t array) {
  arrays_.remove(array);
  return call("cuArrayDestroy", &EntryPoints::cuArrayDestroy, cuda(array));
}

Result<ArrayShape> GpuBackend::array_shape(cudaArray_const_t array) {
  driver::CuArrayShape shape{};
  Status status = call("cuArray3DGetDescriptor", &EntryPoints::cuArray3DGetDescriptor, &shape,
                       cuda(const_cast<cudaArray_t>(array)));
  if (!status.ok()) return status;
  const Result<cudaChannelFormatDesc> format = to_format(shape.format, shape.channels);
  if (!format.ok()) return format.status();
  return ArrayShape{*format, {shape.width, shape.height, shape.depth}, shape.flags};
}

Result<cudaTextureObject_t> GpuBackend::create_texture(const TextureDescription& description) {
  const driver::CuResource resource = resource_of(description.resource);
  const driver::CuTexture reading = texture_of(description.reading);
  cudaTextureObject_t texture = 0;
  Status status = call("cuTexObjectCreate", &EntryPoints::cuTexObjectCreate, &texture, &resource,
                       &reading, nullptr);
  if (!status.ok()) return status;
  textures_.add(texture, description);
  return texture;
}

Status GpuBackend::destroy_texture(cudaTextureObject_t texture) {
  textures_.remove(texture);
  return call("cuTexObjectDestroy", &EntryPoints::cuTexObjectDestroy, texture);
}

Result<TextureDescription> GpuBackend::describe_texture(cudaTextureObject_t texture) {
  const std::optional<TextureDescription> found = textures_.find(texture);
  if (found) return *found;
  return failure(cudaErrorInvalidValue, compose("{:#x} is not a texture object", texture));
}

Result<cudaSurfaceObject_t> GpuBackend::create_surface(const cudaResourceDesc& resource) {
  const driver::CuResource described = resource_of(resource);
  cudaSurfaceObject_t surface = 0;
  Status status =
      call("cuSurfObjectCreate", &EntryPoints::cuSurfObjectCreate, &surface, &described);
  if (!status.ok()) return status;
  surfaces_.add(surface, resource);
  return surface;
}

Status GpuBackend::destroy_surface(cudaSurfaceObject_t surface) {
  surfaces_.remove(surface);
  return call("cuSurfObjectDestroy", &EntryPoints::cuSurfObjectDestroy, surface);
}

Result<cudaResourceDesc> GpuBackend::describe_surface(cudaSurfaceObject_t surface) {
  const std::optional<cudaResourceDesc> found = surfaces_.find(surface);
  if (found) return *found;
  return failure(cudaErrorInvalidValue, compose("{:#x} is not a surface object", surface));
}

// Objects before the arrays that they read.
Status GpuBackend::reset_textures() {
  Status status;
  for (const auto& [texture, description] : textures_.take_all()) {
    if (status.ok()) status = destroy_texture(texture);
  }
  for (const auto& [surface, resource] : surfaces_.take_all()) {
    if (status.ok()) status = destroy_surface(surface);
  }
  for (cudaArray_t array : arrays_.take_all()) {
    if (status.ok()) status = destroy_array(array);
  }
  return status;
}

}  // namespace larder::inline v1::cudart
