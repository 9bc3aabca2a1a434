// Reading textures: from coordinates to a filtered value.
#include <algorithm>

#include "runtime/cudart/textures/addressing.h"
#include "runtime/cudart/textures/cube.h"
#include "runtime/cudart/textures/refusal.h"
#include "runtime/cudart/textures/texels.h"

namespace larder::inline v1::cudart {
namespace {

/// The texels along each axis. An axis that the texture lacks selects its only texel.
struct Picks {
  Pick x;
  Pick y;
  Pick z;
};

Pick pick(const Texture& texture, int axis, int size, float coordinate) {
  const Axis along{size, texture.reading.addressMode[axis], texture.reading.normalizedCoords != 0};
  return texture.reading.filterMode == cudaFilterModeLinear ? pick_linear(along, coordinate)
                                                            : pick_nearest(along, coordinate);
}

Pick fixed(int index) { return {index, index, 0}; }

Pick layer(const Image& image, int number) {
  return fixed(std::clamp(number, 0, image.slices - 1));
}

// Faces are never repeated, and their coordinates are always normalised.
Pick on_face(const Texture& texture, float coordinate) {
  const Axis along{texture.image.width, cudaAddressModeClamp, true};
  return texture.reading.filterMode == cudaFilterModeLinear ? pick_linear(along, coordinate)
                                                            : pick_nearest(along, coordinate);
}

Picks cube_picks(const Texture& texture, const Coordinates& at, int number) {
  const CubePlace place = cube_place(at.x, at.y, at.z);
  const int cubes = texture.image.slices / 6;
  const int cube = std::clamp(number, 0, cubes - 1);
  return {on_face(texture, place.x), on_face(texture, place.y), fixed(cube * 6 + place.face)};
}

Picks picks(const Texture& texture, Shape shape, const Coordinates& at) {
  const Image& image = texture.image;
  const auto x = [&] { return pick(texture, 0, image.width, at.x); };
  const auto y = [&] { return pick(texture, 1, image.height, at.y); };
  switch (shape) {
    case Shape::k1D:
      return {x(), fixed(0), fixed(0)};
    case Shape::k2D:
      return {x(), y(), fixed(0)};
    case Shape::k3D:
      return {x(), y(), pick(texture, 2, image.slices, at.z)};
    case Shape::k1DLayered:
      return {x(), fixed(0), layer(image, at.layer)};
    case Shape::k2DLayered:
      return {x(), y(), layer(image, at.layer)};
    case Shape::kCubemap:
      return cube_picks(texture, at, 0);
    case Shape::kCubemapLayered:
      return cube_picks(texture, at, at.layer);
  }
  return {};
}

// A texel without weight has no influence, even if it is infinite.
void add(Numbers& sum, const Texture& texture, TexelPlace at, int weight) {
  if (weight == 0) return;
  constexpr float kAll = 1.0f * kWeights * kWeights * kWeights;
  const float share = static_cast<float>(weight) / kAll;
  const Numbers numbers = numbers_at(texture, at);
  for (std::size_t i = 0; i < numbers.size(); ++i) sum[i] += share * numbers[i];
}

// The weighted sum of up to eight texels.
Numbers filter(const Texture& texture, const Picks& at) {
  Numbers sum{};
  const auto along_x = [&](int y, int z, int weight) {
    add(sum, texture, {at.x.first, y, z}, (kWeights - at.x.weight) * weight);
    add(sum, texture, {at.x.second, y, z}, at.x.weight * weight);
  };
  const auto along_y = [&](int z, int weight) {
    if (weight == 0) return;
    along_x(at.y.first, z, (kWeights - at.y.weight) * weight);
    along_x(at.y.second, z, at.y.weight * weight);
  };
  along_y(at.z.first, kWeights - at.z.weight);
  along_y(at.z.second, at.z.weight);
  return sum;
}

}  // namespace

Texel sample(cudaTextureObject_t texture, Shape shape, Coordinates at, CallSite site) {
  const Texture& read = texture_of(texture, shape, site);
  const Picks found = picks(read, shape, at);
  if (read.reading.filterMode == cudaFilterModeLinear) return to_texel(filter(read, found));
  return texel_at(read, {found.x.first, found.y.first, found.z.first});
}

Texel sample_isotropic(cudaTextureObject_t texture, Shape shape, Coordinates at, CallSite site) {
  if (texture_of(texture, site).reading.maxAnisotropy > 1) {
    refuse_access("gradients need a texture with a maxAnisotropy of 0 or 1 in a CPU variant", site);
  }
  return sample(texture, shape, at, site);
}

Texel fetch(cudaTextureObject_t texture, int x, CallSite site) {
  const Texture& read = texture_of(texture, site);
  if (!read.image.linear && !read.image.has(Shape::k1D)) {
    refuse_access("tex1Dfetch reads textures of linear memory only", site);
  }
  if (x < 0 || x >= read.image.width) return {};
  return texel_at(read, {x, 0, 0});
}

// Counter-clockwise from the lower left, where y grows downwards.
Texel gather(cudaTextureObject_t texture, float x, float y, int component, CallSite site) {
  const Texture& read = texture_of(texture, Shape::k2D, site);
  if (component < 0 || component > 3) refuse_access("a texel has the components 0 to 3", site);
  const bool normalized = read.reading.normalizedCoords != 0;
  const Pick columns = pick_linear({read.image.width, read.reading.addressMode[0], normalized}, x);
  const Pick rows = pick_linear({read.image.height, read.reading.addressMode[1], normalized}, y);
  const auto at = [&](int column, int row) {
    return texel_at(read, {column, row, 0}).registers[component];
  };
  return {{at(columns.first, rows.second), at(columns.second, rows.second),
           at(columns.second, rows.first), at(columns.first, rows.first)}};
}

}  // namespace larder::inline v1::cudart
