// From a direction to a face of a cube, and a place on it.
#ifndef LARDER_CUDART_TEXTURES_CUBE_H
#define LARDER_CUDART_TEXTURES_CUBE_H

namespace larder::inline v1::cudart {

/// Coordinates of [0, 1] on a face: 0 and 1 are at +x and -x, then y and z.
struct CubePlace {
  int face;
  float x;
  float y;
};

/// Where a ray from the centre of the cube meets it.
[[nodiscard]] CubePlace cube_place(float x, float y, float z);

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_TEXTURES_CUBE_H
