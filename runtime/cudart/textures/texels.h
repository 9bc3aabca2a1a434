// Reading one texel, as the registers of a texture unit or as numbers that can be filtered.
#ifndef LARDER_CUDART_TEXTURES_TEXELS_H
#define LARDER_CUDART_TEXTURES_TEXELS_H

#include <array>

#include "runtime/cudart/textures/texture.h"

namespace larder::inline v1::cudart {

using Numbers = std::array<float, 4>;

/// The place of a texel; kBorder in any of them: the border.
struct TexelPlace {
  int x = 0;
  int y = 0;
  int z = 0;
};

/// The texel's numbers, if texture.gives_floats(). Channels that it lacks are 0.
[[nodiscard]] Numbers numbers_at(const Texture& texture, TexelPlace at);
/// The texel as functions return it. Channels that it lacks are 0.
[[nodiscard]] Texel texel_at(const Texture& texture, TexelPlace at);
[[nodiscard]] Texel to_texel(const Numbers& numbers);

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_TEXTURES_TEXELS_H
