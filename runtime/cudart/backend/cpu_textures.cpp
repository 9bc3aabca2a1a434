// CpuBackend's arrays, textures and surfaces.
#include <algorithm>
#include <bit>
#include <cstdint>
#include <iterator>
#include <utility>

#include "runtime/compose.h"
#include "runtime/cudart/backend/cpu_backend.h"
#include "runtime/cudart/failure.h"

namespace larder::inline v1::cudart {
namespace {

// So that indices of texels and bytes of a row are ints.
constexpr std::size_t kMaxTexels = std::size_t{1} << 27;

Status no_array(const void* array) {
  return failure(cudaErrorInvalidResourceHandle, compose("{} is not an array", array));
}

Status no_object(const char* kind, unsigned long long handle) {
  return failure(cudaErrorInvalidValue, compose("{:#x} is not a {} object", handle, kind));
}

// Without its texels.
Result<Image> image_of_size(const TexelFormat& format, const cudaExtent& extent) {
  if (extent.width > kMaxTexels || extent.height > kMaxTexels || extent.depth > kMaxTexels) {
    return failure(cudaErrorInvalidValue, compose("{} x {} x {} elements are too many for the CPU",
                                                  extent.width, extent.height, extent.depth));
  }
  Image image;
  image.format = format;
  image.width = static_cast<int>(extent.width);
  image.height = static_cast<int>(std::max<std::size_t>(extent.height, 1));
  image.slices = static_cast<int>(std::max<std::size_t>(extent.depth, 1));
  image.pitch = extent.width * static_cast<std::size_t>(format.texel_bytes());
  image.slice = image.pitch * static_cast<std::size_t>(image.height);
  return image;
}

bool is_in(const Image& image, const ArrayPlace& place, const Copy& copy) {
  const auto within = [](std::size_t start, std::size_t count, std::size_t all) {
    return start <= all && count <= all - start;
  };
  return within(place.x, copy.width, image.pitch) &&
         within(place.y, copy.height, static_cast<std::size_t>(image.height)) &&
         within(place.z, copy.depth, static_cast<std::size_t>(image.slices));
}

Status outside(const Copy& copy) {
  return failure(cudaErrorInvalidValue,
                 compose("{} x {} rows of {} bytes reach past the end of the array", copy.depth,
                         copy.height, copy.width));
}

// Whether a border's number, which has the bits of an integer, is one that texels can have.
bool fits(float number, const TexelFormat& format) {
  if (format.bytes == 4) return true;
  const auto value = std::bit_cast<std::int32_t>(number);
  const std::int32_t values = 1 << (8 * format.bytes);
  const std::int32_t least = format.kind == cudaChannelFormatKindSigned ? -values / 2 : 0;
  return least <= value && value < least + values;
}

Status check_border(const Texture& texture) {
  const cudaTextureDesc& reading = texture.reading;
  const auto& modes = reading.addressMode;
  const bool used =
      std::find(std::begin(modes), std::end(modes), cudaAddressModeBorder) != std::end(modes);
  if (!used || texture.gives_floats()) return {};
  const TexelFormat& format = texture.image.format;
  for (int channel = 0; channel < format.channels; ++channel) {
    if (fits(reading.borderColor[channel], format)) continue;
    return failure(cudaErrorNotSupported,
                   compose("borderColor[{}] is not an integer of {} bytes, as the texels are: copy "
                           "the bits of one into it",
                           channel, format.bytes));
  }
  return {};
}

Status check_reading(const Texture& texture) {
  const cudaTextureDesc& reading = texture.reading;
  if (Status status = check_border(texture); !status.ok()) return status;
  if (reading.seamlessCubemap != 0) {
    return failure(cudaErrorNotSupported, "seamless cubemaps are not supported on the CPU");
  }
  const bool filters = reading.filterMode == cudaFilterModeLinear && !texture.image.linear;
  if (!filters || texture.gives_floats()) return {};
  return failure(cudaErrorInvalidFilterSetting,
                 "cudaFilterModeLinear needs floating-point numbers: use "
                 "cudaReadModeNormalizedFloat, or cudaFilterModePoint");
}

// Memory in rows, or without rows.
Result<Image> image_of_memory(const cudaResourceDesc& resource) {
  const bool is_linear = resource.resType == cudaResourceTypeLinear;
  const auto& linear = resource.res.linear;
  const auto& rows = resource.res.pitch2D;
  const TexelFormat format = texel_format(is_linear ? linear.desc : rows.desc);
  const auto bytes = static_cast<std::size_t>(format.texel_bytes());
  const cudaExtent extent = is_linear ? cudaExtent{linear.sizeInBytes / bytes, 0, 0}
                                      : cudaExtent{rows.width, rows.height, 0};
  Result<Image> image = image_of_size(format, extent);
  if (!image.ok()) return image;
  image->linear = is_linear;
  if (!is_linear) image->pitch = rows.pitchInBytes;
  image->texels = static_cast<std::byte*>(is_linear ? linear.devPtr : rows.devPtr);
  return image;
}

}  // namespace

Result<cudaArray_t> CpuBackend::create_array(const ArrayShape& shape) {
  Result<Image> image = image_of_size(texel_format(shape.format), shape.extent);
  if (!image.ok()) return image.status();
  const auto slices = static_cast<std::size_t>(image->slices);
  if (image->slice > SIZE_MAX / slices) {
    return failure(cudaErrorMemoryAllocation, "an array of more bytes than there are addresses");
  }
  const Result<void*> memory = engine_.allocate(image->slice * slices);
  if (!memory.ok()) return memory.status();
  image->texels = static_cast<std::byte*>(*memory);
  image->flags = shape.flags;
  return static_cast<cudaArray_t>(arrays_.make(engine_, shape, *image));
}

// As on a GPU, after all work that may still use it.
Status CpuBackend::destroy_array(cudaArray_t array) {
  if (Status status = synchronize(); !status.ok()) return status;
  return arrays_.destroy(array) ? Status() : no_array(array);
}

Result<ArrayShape> CpuBackend::array_shape(cudaArray_const_t array) {
  const std::shared_ptr<CpuArray> found = arrays_.find(array);
  if (found == nullptr) return no_array(array);
  return found->shape;
}

Status CpuBackend::resolve_arrays(Copy& copy) const {
  for (const bool to : {true, false}) {
    const ArrayPlace& place = to ? copy.to_array : copy.from_array;
    if (place.array == nullptr) continue;
    const std::shared_ptr<CpuArray> array = arrays_.find(place.array);
    if (array == nullptr) return no_array(place.array);
    const Image& image = array->image;
    if (!is_in(image, place, copy)) return outside(copy);
    std::byte* const start = image.texels + place.z * image.slice + place.y * image.pitch + place.x;
    (to ? copy.to_volume : copy.from_volume) = {image.pitch,
                                                static_cast<std::size_t>(image.height)};
    if (to) copy.to = start;
    if (!to) copy.from = start;
  }
  return {};
}

Result<Image> CpuBackend::image_of(const cudaResourceDesc& resource) const {
  if (resource.resType == cudaResourceTypeArray) {
    const std::shared_ptr<CpuArray> array = arrays_.find(resource.res.array.array);
    return array == nullptr ? Result<Image>(no_array(resource.res.array.array)) : array->image;
  }
  Result<Image> image = image_of_memory(resource);
  if (!image.ok()) return image;
  const auto bytes = static_cast<std::size_t>(image->width) *
                     static_cast<std::size_t>(image->format.texel_bytes());
  const Status status = check_range(image->texels, bytes, static_cast<std::size_t>(image->height),
                                    1, {image->pitch, 0});
  if (!status.ok()) return status.with_context("texture");
  return image;
}

Result<cudaTextureObject_t> CpuBackend::create_texture(const TextureDescription& description) {
  const Result<Image> image = image_of(description.resource);
  if (!image.ok()) return image.status();
  Texture texture{*image, description.resource, description.reading, nullptr};
  if (const Status status = check_reading(texture); !status.ok()) return status;
  if (description.resource.resType == cudaResourceTypeArray) {
    texture.owner = arrays_.find(description.resource.res.array.array);
  }
  return textures_.add(std::move(texture));
}

Status CpuBackend::destroy_texture(cudaTextureObject_t texture) {
  return textures_.destroy(texture) ? Status() : no_object("texture", texture);
}

Result<TextureDescription> CpuBackend::describe_texture(cudaTextureObject_t texture) {
  const Texture* const found = textures_.look_up(texture);
  if (found == nullptr) return no_object("texture", texture);
  return TextureDescription{found->resource, found->reading};
}

Result<cudaSurfaceObject_t> CpuBackend::create_surface(const cudaResourceDesc& resource) {
  const std::shared_ptr<CpuArray> array = arrays_.find(resource.res.array.array);
  if (array == nullptr) return no_array(resource.res.array.array);
  if ((array->shape.flags & cudaArraySurfaceLoadStore) == 0) {
    return failure(cudaErrorInvalidValue,
                   "a surface needs an array that was made with cudaArraySurfaceLoadStore");
  }
  return surfaces_.add({array->image, resource, array});
}

Status CpuBackend::destroy_surface(cudaSurfaceObject_t surface) {
  return surfaces_.destroy(surface) ? Status() : no_object("surface", surface);
}

Result<cudaResourceDesc> CpuBackend::describe_surface(cudaSurfaceObject_t surface) {
  const Surface* const found = surfaces_.look_up(surface);
  if (found == nullptr) return no_object("surface", surface);
  return found->resource;
}

}  // namespace larder::inline v1::cudart
