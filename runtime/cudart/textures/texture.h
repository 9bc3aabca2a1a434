// Texture and surface objects of the CPU.
#ifndef LARDER_CUDART_TEXTURES_TEXTURE_H
#define LARDER_CUDART_TEXTURES_TEXTURE_H

#include <memory>

#include "runtime/cudart/textures/image.h"
#include "runtime/cudart/textures/kernel_objects.h"

namespace larder::inline v1::cudart {

/// What kernels read: an image, and how.
struct Texture {
  Image image;
  cudaResourceDesc resource = {};
  cudaTextureDesc reading = {};
  /// Keeps an array alive until the texture is destroyed.
  std::shared_ptr<const void> owner;

  /// Whether reads give floating-point numbers; integers of 32 bits always stay integers.
  [[nodiscard]] bool gives_floats() const {
    if (image.format.kind == cudaChannelFormatKindFloat) return true;
    return reading.readMode == cudaReadModeNormalizedFloat && image.format.bytes < 4;
  }
};

struct Surface {
  Image image;
  cudaResourceDesc resource = {};
  std::shared_ptr<const void> owner;
};

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_TEXTURES_TEXTURE_H
