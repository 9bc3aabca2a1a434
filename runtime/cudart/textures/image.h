// Texels in host memory, as textures and surfaces of the CPU see them.
#ifndef LARDER_CUDART_TEXTURES_IMAGE_H
#define LARDER_CUDART_TEXTURES_IMAGE_H

#include <cstddef>

#include "driver_types.h"
#include "larder_cudart/textures/access_host.h"

namespace larder::inline v1::cudart {

/// The format of an element. All channels have the same type.
struct TexelFormat {
  int channels = 1;
  int bytes = 4;  ///< of a channel
  cudaChannelFormatKind kind = cudaChannelFormatKindFloat;

  [[nodiscard]] int texel_bytes() const { return channels * bytes; }
};

/// Rows of texels, and slices of rows: a layer, a face of a cube, or a z.
struct Image {
  std::byte* texels = nullptr;
  std::size_t pitch = 0;  ///< bytes from one row to the next
  std::size_t slice = 0;  ///< bytes from one slice to the next
  int width = 1;
  int height = 1;
  int slices = 1;
  TexelFormat format;
  unsigned flags = 0;   ///< cudaArrayLayered and cudaArrayCubemap
  bool linear = false;  ///< memory for tex1Dfetch() only

  [[nodiscard]] std::byte* row(int y, int z) const {
    return texels + static_cast<std::size_t>(z) * slice + static_cast<std::size_t>(y) * pitch;
  }
  [[nodiscard]] const std::byte* texel(int x, int y, int z) const {
    return row(y, z) + static_cast<std::size_t>(x) * static_cast<std::size_t>(format.texel_bytes());
  }
  /// Whether functions for this shape can access it. A function with fewer dimensions can, if there
  /// is one texel in each of the others.
  [[nodiscard]] bool has(Shape shape) const;
};

/// What is wrong with a format; null if it is supported.
[[nodiscard]] const char* fault_of(const cudaChannelFormatDesc& format);

/// Of a format without fault.
[[nodiscard]] TexelFormat texel_format(const cudaChannelFormatDesc& format);

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_TEXTURES_IMAGE_H
