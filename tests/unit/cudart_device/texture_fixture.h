// Textures and surfaces of vectors, without the runtime API.
#ifndef LARDER_TESTS_UNIT_CUDART_DEVICE_TEXTURE_FIXTURE_H
#define LARDER_TESTS_UNIT_CUDART_DEVICE_TEXTURE_FIXTURE_H

#include <gtest/gtest.h>

#include <cstring>
#include <vector>

#include "cuda_runtime.h"
#include "runtime/cudart/textures/texture.h"

namespace larder::tests {

/// Element type, sizes and flags of an array.
struct Extent {
  int width = 1;
  int height = 1;
  int slices = 1;
  unsigned flags = 0;
};

template <class T>
cudart::Image image_of(std::vector<T>& texels, const Extent& extent,
                       const cudaChannelFormatDesc& format = cudaCreateChannelDesc<T>()) {
  cudart::Image image;
  image.texels = reinterpret_cast<std::byte*>(texels.data());
  image.width = extent.width;
  image.height = extent.height;
  image.slices = extent.slices;
  image.pitch = static_cast<std::size_t>(extent.width) * sizeof(T);
  image.slice = image.pitch * static_cast<std::size_t>(extent.height);
  image.format = cudart::texel_format(format);
  image.flags = extent.flags;
  return image;
}

/// The same mode for all axes.
inline cudaTextureDesc reading(cudaTextureAddressMode mode, bool normalized = false,
                               cudaTextureFilterMode filter = cudaFilterModePoint,
                               cudaTextureReadMode read = cudaReadModeElementType) {
  cudaTextureDesc description{};
  for (cudaTextureAddressMode& each : description.addressMode) each = mode;
  description.normalizedCoords = normalized ? 1 : 0;
  description.filterMode = filter;
  description.readMode = read;
  return description;
}

/// Owns the objects of a test.
class Textures : public testing::Test {
 protected:
  cudaTextureObject_t add(const cudart::Image& image, const cudaTextureDesc& how) {
    return textures_.add({image, {}, how, nullptr});
  }
  cudaSurfaceObject_t add_surface(const cudart::Image& image) {
    return surfaces_.add({image, {}, nullptr});
  }

  cudart::KernelObjects<cudart::Texture> textures_;
  cudart::KernelObjects<cudart::Surface> surfaces_;
};

}  // namespace larder::tests

#endif  // LARDER_TESTS_UNIT_CUDART_DEVICE_TEXTURE_FIXTURE_H
