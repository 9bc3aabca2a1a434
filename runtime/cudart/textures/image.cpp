#include "runtime/cudart/textures/image.h"

namespace larder::inline v1::cudart {
namespace {

int channel_count(const cudaChannelFormatDesc& format) {
  if (format.w != 0) return 4;
  if (format.z != 0) return 3;
  return format.y != 0 ? 2 : 1;
}

}  // namespace

bool Image::has(Shape shape) const {
  if (linear) return false;
  const bool layered = (flags & cudaArrayLayered) != 0;
  const bool cubemap = (flags & cudaArrayCubemap) != 0;
  switch (shape) {
    case Shape::k1D:
      return height == 1 && slices == 1 && !layered;
    case Shape::k2D:
      return slices == 1 && !layered;
    case Shape::k3D:
      return !layered && !cubemap;
    case Shape::k1DLayered:
      return layered && height == 1 && !cubemap;
    case Shape::k2DLayered:
      return layered && !cubemap;
    case Shape::kCubemap:
      return cubemap && !layered;
    case Shape::kCubemapLayered:
      return cubemap && layered;
  }
  return false;
}

const char* fault_of(const cudaChannelFormatDesc& format) {
  const int channels = channel_count(format);
  if (channels == 3) return "it has 3 channels: use 4";
  if (format.x != 8 && format.x != 16 && format.x != 32) {
    return "its channels have neither 8, 16 nor 32 bits";
  }
  const bool equal = (channels < 2 || format.y == format.x) &&
                     (channels < 4 || (format.z == format.x && format.w == format.x));
  if (!equal) return "its channels have several sizes";
  switch (format.f) {
    case cudaChannelFormatKindSigned:
    case cudaChannelFormatKindUnsigned:
      return nullptr;
    case cudaChannelFormatKindFloat:
      return format.x == 8 ? "floating-point numbers have 16 or 32 bits" : nullptr;
    case cudaChannelFormatKindNone:
      break;
  }
  return "its channels are neither integers nor floating-point numbers";
}

TexelFormat texel_format(const cudaChannelFormatDesc& format) {
  return {channel_count(format), format.x / 8, format.f};
}

}  // namespace larder::inline v1::cudart
