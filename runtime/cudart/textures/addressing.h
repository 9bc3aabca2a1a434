// From a texture coordinate to texels, along one axis.
#ifndef LARDER_CUDART_TEXTURES_ADDRESSING_H
#define LARDER_CUDART_TEXTURES_ADDRESSING_H

#include "texture_types.h"

namespace larder::inline v1::cudart {

inline constexpr int kBorder = -1;    ///< the index of what lies outside
inline constexpr int kWeights = 256;  ///< the steps of a filter's weights: 8 bits of fraction

/// Two neighbouring texels: their indices, or kBorder. `weight` is that of the second one, in steps
/// of 1 / kWeights; point sampling has the weight 0.
struct Pick {
  int first = 0;
  int second = 0;
  int weight = 0;
};

/// An axis of a texture with `size` texels.
struct Axis {
  int size;
  cudaTextureAddressMode mode;
  bool normalized;
};

/// As in "Texture Fetching" of the CUDA C++ Programming Guide. A coordinate that is NaN selects the
/// first texel, or the border.
[[nodiscard]] Pick pick_nearest(const Axis& axis, float coordinate);
[[nodiscard]] Pick pick_linear(const Axis& axis, float coordinate);

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_TEXTURES_ADDRESSING_H
